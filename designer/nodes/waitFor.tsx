import { BellOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { conditionText } from '../fields/conditions/conditionText.ts';
import { DurationField } from '../fields/DurationField.tsx';
import { newOutletId, objectAt, objectsAt, textAt, withFields } from '../fields/draft.ts';
import { describeDuration } from '../fields/duration.ts';
import { Field } from '../fields/Field.tsx';
import { OptionalPart } from '../fields/OptionalPart.tsx';
import { WindowField } from '../fields/WindowField.tsx';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { LookBackField } from './LookBackField.tsx';
import { MoreSettings } from './MoreSettings.tsx';
import { NEW_WINDOW } from './newWindow.ts';
import type { NodePanel, PanelProps } from './panel.ts';
import { HeardFields, WaitPath } from './WaitPath.tsx';

const PATHS_MAX = 10;

function Paths({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const paths = objectsAt(settings, 'paths');
  const put = (next: JsonObject[], key?: string) => change(withFields(settings, { paths: next }), key);
  return (
    <Field label={t('waitFor.paths')} name="paths" isGroup>
      <div className="tl-rows">
        {paths.map((path, index) => (
          <WaitPath key={textAt(path, 'id')} paths={paths} index={index} put={put} />
        ))}
        <span>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            disabled={paths.length >= PATHS_MAX}
            onClick={() => put([...paths, { id: newOutletId(paths, 'path'), event: '' }])}
          >
            {t('waitFor.add')}
          </Button>
        </span>
      </div>
    </Field>
  );
}

function Restart({ settings, change }: PanelProps) {
  const { t } = useEditorWords();
  const rules = objectsAt(settings, 'restart');
  const put = (restart: JsonObject[], key?: string) =>
    change(withFields(settings, { restart: restart.length > 0 ? restart : undefined }), key);
  return (
    <Field label={t('waitFor.restart')} name="restart" isGroup isOptional>
      <div className="tl-rows">
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: these rules have no id
          <div key={index} className="tl-card-row">
            <HeardFields
              rule={rule}
              label={t('waitFor.restart')}
              put={(next, key) =>
                put(
                  rules.map((other) => (other === rule ? next : other)),
                  key,
                )
              }
            />
            <Button
              size="small"
              type="text"
              danger
              onClick={() => put(rules.filter((other) => other !== rule))}
            >
              {t('field.remove', { name: textAt(rule, 'event') })}
            </Button>
          </div>
        ))}
        <span>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => put([...rules, { event: '' }])}
          >
            {t('field.add')}
          </Button>
        </span>
      </div>
    </Field>
  );
}

function WaitForPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  const window = objectAt(settings, 'timeoutWindow');
  return (
    <>
      <Paths {...props} />
      <Field label={t('waitFor.timeout')} name="timeout">
        {(id) => (
          <DurationField
            id={id}
            label={t('waitFor.timeout')}
            value={textAt(settings, 'timeout')}
            change={(timeout) => change(withFields(settings, { timeout }), 'timeout')}
          />
        )}
      </Field>
      <ChoiceField
        label={t('waitFor.mode')}
        name="mode"
        isVertical
        value={textAt(settings, 'mode') || 'first'}
        options={[
          { value: 'first', label: t('waitFor.first') },
          { value: 'ranked', label: t('waitFor.ranked') },
        ]}
        change={(mode) => change(withFields(settings, { mode: mode === 'first' ? undefined : mode }))}
      />
      <MoreSettings>
        <LookBackField {...props} />
        <OptionalPart
          label={t('waitFor.timeoutWindow')}
          isOn={window !== undefined}
          turn={(on) => change(withFields(settings, { timeoutWindow: on ? NEW_WINDOW : undefined }))}
        >
          <WindowField
            value={window ?? {}}
            change={(next) => change(withFields(settings, { timeoutWindow: next }))}
          />
        </OptionalPart>
        <Restart {...props} />
      </MoreSettings>
    </>
  );
}

function summary(settings: JsonObject, words: EditorWords): string {
  const paths = objectsAt(settings, 'paths').map((path) => {
    const condition = objectAt(path, 'condition');
    return (
      textAt(path, 'name') || textAt(path, 'event') || (condition ? conditionText(condition, words) : '')
    );
  });
  const named = paths.filter((path) => path !== '');
  if (named.length === 0) return words.t('summary.notSet');
  const timeout = describeDuration(textAt(settings, 'timeout'), words.locale);
  return words.t('summary.waitFor', { paths: words.list(named), timeout });
}

export const waitFor: NodePanel = { icon: BellOutlined, summary, Panel: WaitForPanel };
