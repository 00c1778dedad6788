import { CaretRightOutlined, LogoutOutlined, SendOutlined, StopOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';
import { isEndReason } from '../../../shared/refusal.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { useReasonWords } from '../../shell/useReasonWords.ts';
import { isStill } from '../../stillness.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditorStore } from './EditorContext.tsx';
import { type RehearsalRow, rehearsalRows } from './rehearsalRows.ts';
import { trailOf } from './trail.ts';
import { useOutletWords } from './useOutletWords.ts';

/** so long a step is shown while playing */
const STEP_MS = 700;

interface RehearsalStepsProps {
  report: RehearsalReport;
  /** of the times shown */
  zone: string;
}

/** Plays the steps one after the other; `null` shows all. */
function usePlaying(report: RehearsalReport) {
  const store = useEditorStore();
  const [upTo, setUpTo] = useState<number | null>(null);
  useEffect(() => {
    store.getState().set({ trail: trailOf(report.trace, upTo ?? undefined) });
    if (upTo === null || upTo >= report.trace.length) return;
    const timer = setTimeout(() => setUpTo(upTo + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [store, report, upTo]);
  return { upTo, setUpTo };
}

function Step({ row }: { row: Extract<RehearsalRow, { type: 'step' }> }) {
  const { t } = useEditorWords();
  const outletWords = useOutletWords();
  const reasonWords = useReasonWords();
  const way = row.outlet === null ? null : outletWords(row.node, row.outlet);
  const reason = row.reason === null || row.reason === row.outlet ? null : reasonWords(row.reason);
  const isEnd = row.reason !== null && isEndReason(row.reason);
  return (
    <>
      <code>{row.node}</code>{' '}
      {way === null ? t(isEnd ? 'rehearse.leavesHere' : 'rehearse.arrives') : `→ ${way}`}
      {reason !== null && reason !== way && <small> · {reason}</small>}
    </>
  );
}

function What({ row }: { row: RehearsalRow }) {
  const { t } = useEditorWords();
  const reasonWords = useReasonWords();
  const channelWords = useChannelWords();
  switch (row.type) {
    case 'step':
      return <Step row={row} />;
    case 'delivery':
      return (
        <>
          <SendOutlined aria-hidden /> {t('rehearse.delivered')} · {channelWords(row.channel)}{' '}
          <q>{row.text}</q>
        </>
      );
    case 'refusal':
      return (
        <>
          <StopOutlined aria-hidden /> {row.node} ·{' '}
          {t('rehearse.notSent', { reason: reasonWords(row.reason) })}
        </>
      );
    case 'end':
      return (
        <>
          <LogoutOutlined aria-hidden /> {t('rehearse.ended', { reason: reasonWords(row.reason) })}
          {row.detail !== null && <small> · {row.detail}</small>}
        </>
      );
    case 'notEntered':
      return t('rehearse.notEntered', { reason: reasonWords(row.reason) });
  }
}

/** Each step with its time and reason; a press on one shows how far the path was then. */
export function RehearsalSteps({ report, zone }: RehearsalStepsProps) {
  const { t, locale } = useEditorWords();
  const store = useEditorStore();
  const rows = useMemo(() => rehearsalRows(report), [report]);
  const { upTo, setUpTo } = usePlaying(report);
  const head = useRef<HTMLElement>(null);
  // the answer stands below the fields that were filled in for it
  useEffect(() => {
    if (report) head.current?.scrollIntoView({ block: 'start', behavior: isStill ? 'auto' : 'smooth' });
  }, [report]);
  const clock = useMemo(
    () =>
      new Intl.DateTimeFormat(locale, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone: zone,
      }),
    [locale, zone],
  );
  const show = (row: RehearsalRow) => {
    if (row.type === 'step') {
      setUpTo(null);
      store.getState().set({ trail: trailOf(report.trace, row.index + 1) });
    }
    if ('node' in row) store.getState().focus(row.node);
  };
  return (
    <section className="tl-steps" aria-label={t('rehearse.steps')}>
      <header ref={head} className="tl-row">
        <h3>{t('rehearse.steps')}</h3>
        <Button
          className="tl-push"
          size="small"
          type="text"
          icon={<CaretRightOutlined aria-hidden />}
          disabled={report.trace.length === 0}
          onClick={() => setUpTo(1)}
        >
          {t('rehearse.play')}
        </Button>
      </header>
      <p className="tl-field-hint">{t('rehearse.zone', { zone })}</p>
      {rows.length === 0 && <p className="tl-field-hint">{t('rehearse.noSteps')}</p>}
      <ol>
        {rows.map((row, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are made once and never move
            key={index}
            className={`tl-step-${row.type}${row.type === 'step' && upTo !== null && row.index >= upTo ? ' tl-is-later' : ''}`}
          >
            <button type="button" onClick={() => show(row)}>
              <time dateTime={new Date(row.atMs).toISOString()}>{clock.format(row.atMs)}</time>
              <span>
                <What row={row} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {report.waiting.map(({ node }) => (
        <p key={node} className="tl-field-hint">
          {t('rehearse.stillWaiting', { node })}
        </p>
      ))}
      {report.parked.map(({ node, fault }) => (
        <Alert key={node} type="error" showIcon title={t('rehearse.parked', { node, reason: fault })} />
      ))}
    </section>
  );
}
