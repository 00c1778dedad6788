import { useTranslation } from 'react-i18next';
import type { VERDICTS } from '../../../shared/experiment/verdict.ts';
import { Tag } from '../../shell/Tag.tsx';
import { verdictLook } from '../results/verdictWords.ts';

type Verdict = (typeof VERDICTS)[number];

/** What an experiment says, in a word; the mark's form differs with it, not only its colour. */
export function VerdictTag({ verdict, arm }: { verdict: Verdict | null; arm: string | null }) {
  const { t } = useTranslation('experiments');
  if (verdict === null) return <span className="tl-faint">{t('verdict.none')}</span>;
  const words = t(`verdict.${verdict}`);
  return (
    <Tag {...verdictLook(verdict, true)}>
      {arm === null ? words : t('verdict.of', { verdict: words, arm })}
    </Tag>
  );
}
