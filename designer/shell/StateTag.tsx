import { useTranslation } from 'react-i18next';
import type { JourneyLife } from '../../shared/journey/life.ts';
import { Tag, type TagForm, type Tone } from './Tag.tsx';

const looks: { readonly [state in JourneyLife]: { tone: Tone; form: TagForm } } = {
  draft: { tone: 'neutral', form: 'hollow' },
  live: { tone: 'good', form: 'dot' },
  paused: { tone: 'warn', form: 'bar' },
  closed: { tone: 'note', form: 'hollow' },
  stopped: { tone: 'bad', form: 'square' },
  archived: { tone: 'neutral', form: 'square' },
};

/** A journey's state; the mark's form differs with it, not only its colour. */
export function StateTag({ state }: { state: JourneyLife }) {
  const { t } = useTranslation('words');
  return <Tag {...looks[state]}>{t(`state.${state}`)}</Tag>;
}
