import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { List } from '../api/useList.ts';

/** The foot of a list that comes in pages by cursor. */
export function MoreRows({ list: { rows, query } }: { list: List<unknown> }) {
  const { t } = useTranslation('shell');
  if (rows.length === 0) return null;
  return (
    <div className="tl-more">
      <span aria-live="polite">{t('showing', { count: rows.length })}</span>
      {query.hasNextPage && (
        <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      )}
    </div>
  );
}
