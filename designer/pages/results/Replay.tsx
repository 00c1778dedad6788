import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useReplay } from '../../api/runs.ts';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { useSplitView } from './splitView.ts';

/** Computes the run again from what it kept, and says whether the bytes are the same. */
export function Replay() {
  const { t } = useTranslation('decision');
  const { run } = useSplitView();
  const faultWords = useFaultWords();
  const replay = useReplay(run.id);
  return (
    <div className="tl-stack-tight tl-no-print" aria-live="polite">
      <div>
        <Button loading={replay.isPending} onClick={() => replay.mutate()}>
          {t('audit.replay')}
        </Button>
      </div>
      {replay.error && <Alert type="error" showIcon title={faultWords(replay.error).join(' ')} />}
      {replay.data && (
        <Alert
          type={replay.data.isSame ? 'success' : 'error'}
          showIcon
          title={
            replay.data.isSame
              ? t('audit.same', { hash: replay.data.replayedHash.slice(0, 16) })
              : t('audit.differs', {
                  replayed: replay.data.replayedHash.slice(0, 16),
                  kept: replay.data.keptHash.slice(0, 16),
                })
          }
        />
      )}
    </div>
  );
}
