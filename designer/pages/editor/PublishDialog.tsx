import { CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { Alert, App, Modal, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { hasErrors, type Problem, problemText } from '../../../shared/problem.ts';
import { type EditorWords, useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorPort } from './EditorContext.tsx';
import type { PublishPreview } from './EditorPort.ts';

interface PublishDialogProps {
  /** saves what is not saved yet; false when that fails */
  flush(): Promise<boolean>;
  close(): void;
  published(): void;
}

type Loaded = { preview: PublishPreview } | 'loading' | 'failed' | 'notSaved';

function usePreview(flush: () => Promise<boolean>): Loaded {
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<Loaded> => {
      if (!(await flush())) return 'notSaved';
      return { preview: await port.publishPreview(journeyId) };
    };
    load().then(
      (result) => isCurrent && setLoaded(result),
      () => isCurrent && setLoaded('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, journeyId, flush]);
  return loaded;
}

function timeText(ms: number | null, fallback: string, { locale }: EditorWords): string {
  return ms === null
    ? fallback
    : new Date(ms).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const { locale } = useEditorWords();
  return (
    <ul className="tl-publish-problems">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems of one place may read alike
        <li key={index} className={`tl-is-${problem.severity}`}>
          {problem.severity === 'error' ? <CloseCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
          {problem.nodeId && <code>{problem.nodeId}</code>} {problemText(problem, locale)}
        </li>
      ))}
    </ul>
  );
}

function FirstMessages({ preview }: { preview: PublishPreview }) {
  const words = useEditorWords();
  const { t } = words;
  if (preview.firstMessages.length === 0) return t('publish.noMessages');
  return (
    <ul>
      {preview.firstMessages.map(({ nodeId, channel, template, atMs }) => (
        <li key={nodeId}>
          {channel} · {template} — {timeText(atMs, t('publish.afterWait'), words)}
        </li>
      ))}
    </ul>
  );
}

function WhatHappens({ preview }: { preview: PublishPreview }) {
  const words = useEditorWords();
  const { t, locale } = words;
  const testMode = useEditor((state) => state.history.present.testMode);
  const { entersCount, insideCount, problems } = preview;
  return (
    <>
      {testMode && <Alert type="info" showIcon title={t('publish.testMode')} />}
      <dl className="tl-facts">
        <dt>{t('publish.entersNow')}</dt>
        <dd>{entersCount === null ? t('publish.byEvent') : <b>{entersCount.toLocaleString(locale)}</b>}</dd>
        <dt>{t('publish.firstEntry')}</dt>
        <dd>{timeText(preview.firstEntryAtMs, t('publish.anyTime'), words)}</dd>
        <dt>{t('publish.messages')}</dt>
        <dd>
          <FirstMessages preview={preview} />
        </dd>
        {insideCount > 0 && (
          <>
            <dt>{t('publish.inside')}</dt>
            <dd>
              <b>{insideCount.toLocaleString(locale)}</b> {t('publish.insideStay')}
            </dd>
          </>
        )}
        {problems.length > 0 && (
          <>
            <dt>{t(hasErrors(problems) ? 'publish.blocked' : 'publish.warnings')}</dt>
            <dd>
              <ProblemList problems={problems} />
            </dd>
          </>
        )}
      </dl>
      <p className="tl-field-hint">{t('publish.irrevocable')}</p>
    </>
  );
}

/** Says what publishing will do before it does it. */
export function PublishDialog({ flush, close, published }: PublishDialogProps) {
  const { t, locale } = useEditorWords();
  const { message } = App.useApp();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const loaded = usePreview(flush);
  const [isPublishing, setPublishing] = useState(false);
  const preview = typeof loaded === 'object' ? loaded.preview : null;
  const publish = async () => {
    setPublishing(true);
    try {
      const result = await port.publish(journeyId);
      if (result.ok) {
        void message.success(t('publish.done'));
        published();
      } else {
        void message.error(result.problems.map((problem) => problemText(problem, locale)).join(' '));
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
      title={preview ? t('publish.title', { version: preview.version }) : t('page.publish')}
      okText={t('publish.now')}
      cancelText={t('page.cancel')}
      confirmLoading={isPublishing}
      okButtonProps={{ disabled: preview === null || hasErrors(preview.problems) }}
      onOk={() => void publish()}
      onCancel={close}
      width={560}
    >
      {loaded === 'loading' && (
        <Spin description={t('publish.loading')}>
          <div className="tl-spin-room" />
        </Spin>
      )}
      {loaded === 'failed' && <Alert type="error" showIcon title={t('publish.failed')} />}
      {loaded === 'notSaved' && <Alert type="error" showIcon title={t('publish.notSaved')} />}
      {preview && <WhatHappens preview={preview} />}
    </Modal>
  );
}
