import { ChoiceField } from '../fields/ChoiceField.tsx';
import { useDictionary } from '../fields/dictionary.ts';
import { objectAt, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { NameField } from '../fields/NameField.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { PanelProps } from './panel.ts';

/** Whom arms are drawn for: each customer, or all customers whom an attribute puts into one household. */
export function UnitField({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const { attributes } = useDictionary();
  const unit = objectAt(settings, 'unit');
  const attribute = unit && textAt(unit, 'attribute');
  const isUnknown =
    !!attribute && attributes.length > 0 && !attributes.some(({ name }) => name === attribute);
  return (
    <>
      <ChoiceField
        label={t('split.unit')}
        // the attribute's own field shows what is wrong with it
        name={unit ? 'unitChoice' : 'unit'}
        hint={t(unit ? 'split.unitHouseholdHint' : 'split.unitHint')}
        value={unit ? 'household' : 'customer'}
        options={[
          { value: 'customer', label: t('split.unitCustomer') },
          { value: 'household', label: t('split.unitHousehold') },
        ]}
        change={(chosen) =>
          change(withFields(settings, { unit: chosen === 'household' ? { attribute: '' } : undefined }))
        }
      />
      {unit && (
        <Field
          label={t('split.unitAttribute')}
          name="unit"
          hint={isUnknown ? t('split.unitUnknown') : t('split.unitAttributeHint')}
        >
          {(id) => (
            <NameField
              id={id}
              value={attribute ?? ''}
              entries={attributes}
              change={(name) => change(withFields(settings, { unit: { attribute: name } }), 'unit.attribute')}
            />
          )}
        </Field>
      )}
    </>
  );
}
