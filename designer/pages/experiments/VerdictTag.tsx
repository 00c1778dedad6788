import { useTranslation } from 'react-i18next';
import type { VERDICTS } from '../../../shared/experiment/analysis.ts';
import { Tag, type TagForm, type Tone } from '../../shell/Tag.tsx';

type Verdict = (typeof VERDICTS)[number];

const looks: { readonly [state in Verdict]: { tone: Tone; form: TagForm } } = {
  draft: { tone: 'neutral', form: 'hollow' },
  collecting: { tone: 'note', form: 'hollow' },
  undecided: { tone: 'note', form: 'bar' },
  winner: { tone: 'good', form: 'dot' },
  loser: { tone: 'bad', form: 'square' },
  noDifference: { tone: 'neutral', form: 'bar' },
  stoppedEarly: { tone: 'warn', form: 'bar' },
  doNotTrust: { tone: 'warn', form: 'square' },
  noConclusion: { tone: 'neutral', form: 'hollow' },
};

/** What an experiment says, in a word; the mark's form differs with it, not only its colour. */
export function VerdictTag({ verdict, arm }: { verdict: Verdict | null; arm: string | null }) {
  const { t } = useTranslation('experiments');
  if (verdict === null) return <span className="tl-faint">{t('verdict.none')}</span>;
  const words = t(`verdict.${verdict}`);
  return <Tag {...looks[verdict]}>{arm === null ? words : t('verdict.of', { verdict: words, arm })}</Tag>;
}
