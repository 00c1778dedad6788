import { CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { Alert, App, Modal, Spin } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { PublishPreview } from '../../../shared/api/journeys.ts';
import type { ProblemView } from '../../../shared/api/problemDetails.ts';
import { problemCodes } from '../../../shared/problem.ts';
import { sentenceOf } from '../../api/apiFault.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { problemSentence } from '../../text/problemSentence.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorPort } from './EditorContext.tsx';
import { ExperimentChanges } from './ExperimentChanges.tsx';
import type { PublishPlan } from './editorPort.ts';
import { documentOf } from './editorStore.ts';
import { InsidePlan } from './InsidePlan.tsx';
import { RemovedArms } from './RemovedArms.tsx';
import { areArmsDecided, armsAsked } from './removedArmsAsked.ts';
import { useOutletWords } from './useOutletWords.ts';

interface PublishDialogProps {
  /** saves what is not saved yet; false when that fails */
  flush(): Promise<boolean>;
  close(): void;
  /** @param revision the journey is of by it */
  published(revision: number): void;
}

type Loaded = { preview: PublishPreview } | 'loading' | 'failed' | 'notSaved';

/** Before anybody chose, the document's policy. */
const AS_DOCUMENTED: PublishPlan = {};

/** What publishing by the plan would do; while another plan is worked out, what the last one would. */
function usePreview(flush: () => Promise<boolean>, plan: PublishPlan): Loaded {
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<Loaded> => {
      if (!(await flush())) return 'notSaved';
      return { preview: await port.publishPreview(journeyId, plan) };
    };
    load().then(
      (result) => isCurrent && setLoaded(result),
      () => isCurrent && setLoaded('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, journeyId, flush, plan]);
  return loaded;
}

/** Times are told in the journey's own zone, and which one that is. */
function useTimeText(): (at: string | null | undefined, fallback: string) => string {
  const { locale } = useEditorWords();
  const timeZone = useEditor((state) => state.history.present.timeZone);
  const clock = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  });
  return (at, fallback) => (at ? clock.format(new Date(at)) : fallback);
}

const isError = ({ severity }: ProblemView) => severity === 'error';

interface ProblemsProps {
  title: string;
  problems: readonly ProblemView[];
  /** what to do about them */
  children?: ReactNode;
}

function Problems({ title, problems, children }: ProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ProblemList problems={problems} />
        {children}
      </dd>
    </>
  );
}

function ProblemList({ problems }: { problems: readonly ProblemView[] }) {
  const sayings = useEditorWords();
  const outletWords = useOutletWords();
  const nodes = useEditor((state) => documentOf(state).nodes);
  const sentence = (problem: ProblemView) => {
    const { nodeId, field, code, severity, params } = problem;
    // a kind from outside may bring problems of its own
    if (!(code in problemCodes)) return problem.text;
    const kind = nodeId === undefined ? undefined : nodes[nodeId]?.kind;
    const found = {
      code,
      severity,
      ...(nodeId === undefined ? {} : { nodeId }),
      ...(field === undefined ? {} : { field }),
      ...(params === undefined ? {} : { params }),
    };
    return problemSentence(found, kind, sayings, (outlet) => outletWords(nodeId, outlet));
  };
  return (
    <ul className="tl-publish-problems">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems of one place may read alike
        <li key={index} className={`tl-is-${problem.severity}`}>
          {isError(problem) ? <CloseCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}{' '}
          {problem.nodeId && <code>{problem.nodeId}</code>} {sentence(problem)}
        </li>
      ))}
    </ul>
  );
}

function FirstMessages({ preview }: { preview: PublishPreview }) {
  const { t } = useEditorWords();
  const channelWords = useChannelWords();
  const timeText = useTimeText();
  if (preview.messages.length === 0) return t('publish.noMessages');
  return (
    <ul>
      {preview.messages.map(({ node, channel, template, earliestAt }) => (
        <li key={node}>
          <code>{node}</code> {channelWords(channel)} · {template} —{' '}
          {timeText(earliestAt, t('publish.afterWait'))}
        </li>
      ))}
    </ul>
  );
}

/** Who comes in, and what they get first; worked out only for a draft without errors. */
function Entering({ preview }: { preview: PublishPreview }) {
  const { t, locale } = useEditorWords();
  const timeText = useTimeText();
  const { audienceCount, entersNow, entriesAt } = preview;
  const enters = audienceCount ?? entersNow;
  const decidedByEvent = audienceCount === null && entersNow === 0;
  return (
    <>
      <dt>{t('publish.entersNow')}</dt>
      <dd>{decidedByEvent ? t('publish.byEvent') : <b>{enters.toLocaleString(locale)}</b>}</dd>
      <dt>{t('publish.firstEntry')}</dt>
      <dd>{timeText(entriesAt[0], t('publish.anyTime'))}</dd>
      <dt>{t('publish.messages')}</dt>
      <dd>
        <FirstMessages preview={preview} />
      </dd>
    </>
  );
}

interface WhatHappensProps {
  preview: PublishPreview;
  plan: PublishPlan;
  choose(plan: PublishPlan): void;
}

function WhatHappens({ preview, plan, choose }: WhatHappensProps) {
  const { t, locale } = useEditorWords();
  const testMode = useEditor((state) => state.history.present.testMode);
  const { experiments, inside, problems } = preview;
  const asked = armsAsked(preview);
  const chooseMoves = (moves: PublishPlan) =>
    choose(plan.removedArms ? { ...moves, removedArms: plan.removedArms } : moves);
  if (preview.isPublished) {
    return (
      <>
        <Alert type="info" showIcon title={t('publish.unchanged', { version: preview.version - 1 })} />
        {inside > 0 && preview.isMoveUndone && <InsidePlan preview={preview} plan={plan} choose={choose} />}
      </>
    );
  }
  return (
    <>
      {testMode && <Alert type="info" showIcon title={t('publish.testMode')} />}
      <dl className="tl-publish-facts">
        {preview.ok && <Entering preview={preview} />}
        {inside > 0 && (
          <>
            <dt>{t('publish.inside')}</dt>
            <dd>
              <b>{inside.toLocaleString(locale)}</b>
              <InsidePlan preview={preview} plan={plan} choose={chooseMoves} />
            </dd>
          </>
        )}
        {(experiments.length > 0 || asked.length > 0) && (
          <>
            <dt>{t('publish.experiments')}</dt>
            <dd>
              <RemovedArms
                arms={asked}
                chosen={plan.removedArms ?? {}}
                choose={(removedArms) => choose({ ...plan, removedArms })}
              />
              <ExperimentChanges experiments={experiments} again={() => choose({ ...plan })} />
            </dd>
          </>
        )}
        <Problems title={t('publish.blocked')} problems={problems.filter(isError)}>
          <p className="tl-field-hint">{t('publish.blockedHint')}</p>
        </Problems>
        <Problems title={t('publish.warnings')} problems={problems.filter((one) => !isError(one))} />
      </dl>
      <p className="tl-field-hint">{t('publish.irrevocable')}</p>
    </>
  );
}

/** How many the plan takes out of the journey. */
function leavingCount({ policy, moves }: PublishPreview): number {
  if (policy !== 'migrate') return 0;
  return moves.reduce((sum, { target, count }) => (target === null ? sum + count : sum), 0);
}

/** Says what publishing will do before it does it. */
export function PublishDialog({ flush, close, published }: PublishDialogProps) {
  const { t, locale } = useEditorWords();
  const { message } = App.useApp();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const [plan, choose] = useState(AS_DOCUMENTED);
  const loaded = usePreview(flush, plan);
  const [isPublishing, setPublishing] = useState(false);
  const preview = typeof loaded === 'object' ? loaded.preview : null;
  const isOpen = preview !== null && !areArmsDecided(preview, plan);
  const leaving = preview ? leavingCount(preview) : 0;
  const publish = async () => {
    if (!preview) return;
    setPublishing(true);
    try {
      const result = await port.publish(journeyId, preview.revision, { policy: preview.policy, ...plan });
      if (result.ok) {
        void message.success(t('publish.done'));
        published(result.revision);
      } else {
        const { problems } = result;
        const errors = problems.some(isError) ? problems.filter(isError) : problems;
        void message.error(errors.map((problem) => sentenceOf(problem, locale)).join(' '));
      }
    } catch {
      void message.error(t('deed.failed'));
    } finally {
      setPublishing(false);
    }
  };
  return (
    <Modal
      open
      title={
        preview && !preview.isPublished ? t('publish.title', { version: preview.version }) : t('page.publish')
      }
      okText={
        leaving > 0 ? t('publish.nowLeaving', { count: leaving.toLocaleString(locale) }) : t('publish.now')
      }
      cancelText={t('page.cancel')}
      confirmLoading={isPublishing}
      okButtonProps={{ danger: leaving > 0, disabled: !preview?.ok || preview.isPublished || isOpen }}
      onOk={() => void publish()}
      onCancel={close}
      width={preview?.moves.length || preview?.experiments.length ? 760 : 560}
    >
      {loaded === 'loading' && (
        <Spin description={t('publish.loading')}>
          <div className="tl-spin-room" />
        </Spin>
      )}
      {loaded === 'failed' && <Alert type="error" showIcon title={t('publish.failed')} />}
      {loaded === 'notSaved' && <Alert type="error" showIcon title={t('publish.notSaved')} />}
      {preview && <WhatHappens preview={preview} plan={plan} choose={choose} />}
    </Modal>
  );
}
