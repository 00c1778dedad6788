import { Button } from 'antd';
import { useState } from 'react';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorPort } from './EditorContext.tsx';
import type { Backlog } from './editorPort.ts';

/** Who is held, by name, the oldest first. */
export function BacklogList({ first }: { first: Backlog }) {
  const { t, locale } = useEditorWords();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const [pages, setPages] = useState([first]);
  const cursor = pages.at(-1)?.nextCursor ?? null;
  const [isLoading, setLoading] = useState(false);
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  const loadMore = async (from: string) => {
    setLoading(true);
    try {
      const page = await port.backlog(journeyId, from);
      setPages((known) => [...known, page]);
    } catch {
      // the button stays, and asks again
    } finally {
      setLoading(false);
    }
  };
  return (
    <div className="tl-held">
      <ul aria-label={t('resume.names')}>
        {pages
          .flatMap(({ items }) => items)
          .map(({ profileId, type, since, node, channel, event }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end
            <li key={index}>
              <b>{profileId}</b> {t(`resume.${type}`)}
              {[channel, node, event].filter((fact) => fact !== null).map((fact) => ` · ${fact}`)} ·{' '}
              {clock.format(new Date(since))}
            </li>
          ))}
      </ul>
      {cursor !== null && (
        <Button size="small" loading={isLoading} onClick={() => void loadMore(cursor)}>
          {t('resume.more')}
        </Button>
      )}
    </div>
  );
}
