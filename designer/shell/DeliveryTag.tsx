import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../shared/api/deliveries.ts';
import { Tag, type TagForm, type Tone } from './Tag.tsx';

const looks: { readonly [status in DeliveryView['status']]: { tone: Tone; form: TagForm } } = {
  held: { tone: 'note', form: 'hollow' },
  planned: { tone: 'note', form: 'hollow' },
  claimed: { tone: 'note', form: 'hollow' },
  calling: { tone: 'note', form: 'dot' },
  accepted: { tone: 'good', form: 'dot' },
  refused: { tone: 'warn', form: 'bar' },
  rejected: { tone: 'bad', form: 'square' },
  failed: { tone: 'bad', form: 'square' },
  unknown: { tone: 'warn', form: 'hollow' },
  cancelled: { tone: 'neutral', form: 'bar' },
};

/** What became of a delivery. */
export function DeliveryTag({ status }: { status: DeliveryView['status'] }) {
  const { t } = useTranslation('words');
  return <Tag {...looks[status]}>{t(`delivery.${status}`)}</Tag>;
}
