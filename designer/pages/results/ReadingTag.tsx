import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../shared/experiment/analysis.ts';
import { Tag, type TagForm, type Tone } from '../../shell/Tag.tsx';
import { type Reading, readingOf } from './reading.ts';
import { useSplitView } from './splitView.ts';

const looks: { readonly [reading in Reading]: { tone: Tone; form: TagForm } } = {
  better: { tone: 'good', form: 'dot' },
  worse: { tone: 'bad', form: 'square' },
  open: { tone: 'neutral', form: 'hollow' },
  notJudged: { tone: 'neutral', form: 'bar' },
  notComputable: { tone: 'neutral', form: 'bar' },
};

/** What a comparison comes to, in a word; without judging colours before the checks have passed. */
export function ReadingTag({
  comparison,
  isExploratory = false,
}: {
  comparison: Comparison;
  isExploratory?: boolean;
}) {
  const { t } = useTranslation('effect');
  const { isTrusted } = useSplitView();
  const reading = readingOf(comparison, isTrusted);
  const { tone, form } = looks[reading];
  return (
    <Tag tone={isExploratory ? 'neutral' : tone} form={form}>
      {t(`reading.${reading}`)}
    </Tag>
  );
}
