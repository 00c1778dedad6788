import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from './useFaultWords.ts';

/** A request that failed, in words, with a way to try again. */
export function Fault({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('shell');
  const wordsOf = useFaultWords();
  return (
    <section className="tl-card tl-fault" role="alert">
      <h2>{t('fault.title')}</h2>
      {wordsOf(error).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
    </section>
  );
}
