import { Select } from 'antd';
import { SEGMENTS_MAX } from '../../../shared/experiment/plan.ts';
import { useDictionary } from '../../fields/dictionary.ts';
import { orNone, textAt, textsAt } from '../../fields/draft.ts';
import { Field } from '../../fields/Field.tsx';
import { NameField } from '../../fields/NameField.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { PlanPart } from './PlanPart.tsx';
import type { PlanDraft } from './usePlan.ts';

/** By what the effect is split up, and what known beforehand explains part of the noise. */
export function SegmentsPart({ plan, put }: PlanDraft) {
  const { t, list } = useEditorWords();
  const { attributes } = useDictionary();
  const segments = textsAt(plan, 'segments');
  const covariate = textAt(plan, 'covariate');
  const named = [...segments, ...(covariate ? [covariate] : [])];
  return (
    <PlanPart
      label={t('plan.segmentsPart')}
      note={named.length > 0 ? list(named) : t('plan.none')}
      fields={['plan.segments', 'plan.covariate']}
    >
      <Field label={t('plan.segments')} name="plan.segments" hint={t('plan.segmentsHint')} isOptional>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            className="tl-full"
            maxCount={SEGMENTS_MAX}
            value={[...segments]}
            options={attributes.map(({ name }) => ({ value: name, label: name }))}
            onChange={(chosen: string[]) => put({ segments: chosen.length > 0 ? chosen : undefined })}
          />
        )}
      </Field>
      <Field label={t('plan.covariate')} name="plan.covariate" hint={t('plan.covariateHint')} isOptional>
        {(id) => (
          <NameField
            id={id}
            value={covariate}
            entries={attributes.filter(({ type }) => type === undefined || type === 'number')}
            change={(name) => put({ covariate: orNone(name) }, 'covariate')}
          />
        )}
      </Field>
    </PlanPart>
  );
}
