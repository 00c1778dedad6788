import { CloseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Alert, Button, InputNumber } from 'antd';
import { useState } from 'react';
import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import { hasErrors } from '../../../shared/problem.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { makeSalt } from '../../commands/makeSalt.ts';
import { DateTextField } from '../../fields/DateTextField.tsx';
import { useDictionary } from '../../fields/dictionary.ts';
import { Field } from '../../fields/Field.tsx';
import { JsonField } from '../../fields/JsonField.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { CustomerChoice, madeUpProfile } from './CustomerChoice.tsx';
import { customerZone } from './customerZone.ts';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import { HappeningsField } from './HappeningsField.tsx';
import { RehearsalSteps } from './RehearsalSteps.tsx';
import { type Happening, rehearsalScenario } from './rehearsalScenario.ts';
import { trailOf } from './trail.ts';

const DAYS_MAX = 731;
const DAYS_NEW = 30;
const BROWSER_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `zone` is what the customer lived by in it. */
type Outcome = { report: RehearsalReport; zone: string } | { failed: string } | 'running' | null;

function localNow(): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

interface Setting {
  profile: ProfileInput;
  start: string;
  days: number;
  entryProperties: JsonObject;
  happenings: readonly Happening[];
}

function useRun() {
  const port = useEditorPort();
  const store = useEditorStore();
  const { templates } = useDictionary();
  const [outcome, setOutcome] = useState<Outcome>(null);
  const run = async ({ start, ...setting }: Setting) => {
    setOutcome('running');
    const { history, registry, set } = store.getState();
    try {
      const scenario = rehearsalScenario(
        { ...setting, journey: history.present, startMs: new Date(start).getTime() },
        {
          registry,
          workspace: await port.workspace(),
          templates: Object.fromEntries(templates.map(({ id, template }) => [id, template])),
        },
      );
      // the engine is loaded when somebody rehearses, not with the canvas
      const { rehearse } = await import('../../../engine/runner/rehearsal.ts');
      const { report } = await rehearse(scenario, { registry, makeSalt });
      set({ trail: trailOf(report.trace) });
      setOutcome({ report, zone: customerZone(scenario, setting.profile) });
    } catch (fault) {
      setOutcome({ failed: fault instanceof Error ? fault.message : String(fault) });
    }
  };
  return { outcome, run };
}

/** Names of the kinds in the draft that only the server can run. */
function useAddedKinds(): string[] {
  const { of } = useEditorWords();
  const registry = useEditor((state) => state.registry);
  const nodes = useEditor((state) => state.history.present.nodes);
  const kinds = new Set(Object.values(nodes).map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const definition = registry.definitionOf({ kind });
    return definition && !builtInRegistry.definitionOf({ kind }) ? [of(definition.words.name)] : [];
  });
}

interface SettingFieldsProps {
  setting: Setting;
  put(fields: Partial<Setting>): void;
}

function SettingFields({ setting, put }: SettingFieldsProps) {
  const { t } = useEditorWords();
  return (
    <>
      <CustomerChoice profile={setting.profile} choose={(profile) => put({ profile })} />
      <div className="tl-row tl-is-top">
        <Field label={t('rehearse.start')} hint={t('rehearse.startZone', { zone: BROWSER_ZONE })}>
          {(id) => (
            <DateTextField
              id={id}
              hasTime
              value={setting.start}
              change={(start) => put({ start: start || localNow() })}
            />
          )}
        </Field>
        <Field label={t('rehearse.days')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={DAYS_MAX}
              precision={0}
              value={setting.days}
              onChange={(days) => put({ days: days ?? DAYS_NEW })}
            />
          )}
        </Field>
      </div>
      <Field label={t('rehearse.entryProperties')} isOptional>
        {(id) => (
          <JsonField
            id={id}
            value={setting.entryProperties}
            change={(value) => {
              if (value === undefined || isJsonObject(value)) put({ entryProperties: value ?? {} });
            }}
          />
        )}
      </Field>
      <HappeningsField value={setting.happenings} change={(happenings) => put({ happenings })} />
    </>
  );
}

/** Runs the draft for one customer on a virtual clock, and shows the path it took. */
export function RehearsePanel({ close }: { close(): void }) {
  const { t, list } = useEditorWords();
  const store = useEditorStore();
  const hasFaults = useEditor((state) => hasErrors(state.problems));
  const addedKinds = useAddedKinds();
  const [setting, setSetting] = useState<Setting>(() => ({
    profile: madeUpProfile(),
    start: localNow(),
    days: DAYS_NEW,
    entryProperties: {},
    happenings: [],
  }));
  const { outcome, run } = useRun();
  const leave = () => {
    store.getState().set({ trail: null });
    close();
  };
  return (
    <>
      <header className="tl-drawer-head">
        <span className="tl-drawer-title">
          <h2>{t('rehearse.title')}</h2>
        </span>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('page.close')}
          onClick={leave}
        />
      </header>
      <div className="tl-drawer-body">
        <p className="tl-drawer-about">{t('rehearse.about')}</p>
        <SettingFields setting={setting} put={(fields) => setSetting({ ...setting, ...fields })} />
        {hasFaults && <Alert type="warning" showIcon title={t('rehearse.problems')} />}
        {addedKinds.length > 0 && (
          <Alert type="warning" showIcon title={t('rehearse.added', { kinds: list(addedKinds) })} />
        )}
        <Button
          block
          type="primary"
          icon={<PlayCircleOutlined aria-hidden />}
          loading={outcome === 'running'}
          disabled={hasFaults || addedKinds.length > 0}
          onClick={() => void run(setting)}
        >
          {t('rehearse.run')}
        </Button>
        {outcome !== null && outcome !== 'running' && 'failed' in outcome && (
          <Alert type="error" showIcon title={t('rehearse.failed', { reason: outcome.failed })} />
        )}
        {outcome !== null && outcome !== 'running' && 'report' in outcome && (
          <RehearsalSteps report={outcome.report} zone={outcome.zone} />
        )}
      </div>
    </>
  );
}
