import { Link } from '@tanstack/react-router';
import { App, Button, Dropdown, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../../shared/api/deliveries.ts';
import { RECEIPT_KINDS } from '../../../shared/event.ts';
import { useReportReceipt } from '../../api/deliveries.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useFormat } from '../../format/useFormat.ts';
import { MailFrame } from '../../shell/MailFrame.tsx';
import { PhoneBubble } from '../../shell/PhoneBubble.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';

/** One message: where it went, where it came from, and how it looks. */
export function MessageView({ message }: { message: DeliveryView }) {
  const { t } = useTranslation('messages');
  const { channel, subject, body } = message;
  return (
    <article className="tl-stack">
      <div className="tl-row-wrap">
        <h2 className="tl-card-title tl-grow">{subject ?? message.address ?? message.profileId}</h2>
        <ReceiptMenu deliveryKey={message.key} />
      </div>
      <MessageFacts message={message} />
      {body !== null &&
        (channel === 'email' ? (
          <MailFrame body={body} title={t('body')} />
        ) : (
          <PhoneBubble subject={subject === body ? null : subject} body={body} />
        ))}
    </article>
  );
}

function MessageFacts({ message }: { message: DeliveryView }) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  const journeyName = useJourneyNames();
  const { profileId, journeyId, address, template, plannedAt, decidedAt } = message;
  return (
    <dl className="tl-facts">
      <dt>{t('field.to')}</dt>
      <dd className="tl-tabular">{address ?? '–'}</dd>
      <dt>{t('field.customer')}</dt>
      <dd>
        <Link to="/customers/id/$profileId" params={{ profileId }}>
          {profileId}
        </Link>
      </dd>
      <dt>{t('field.journey')}</dt>
      <dd>
        <Link to="/journeys/$journeyId" params={{ journeyId }}>
          {journeyName(journeyId)}
        </Link>{' '}
        <span className="tl-faint">
          v{message.version} · {t('field.node')} {message.node}
        </span>
      </dd>
      {template !== null && (
        <>
          <dt>{t('field.template')}</dt>
          <dd>
            <Link to="/content/$templateId" params={{ templateId: template }}>
              {template}
            </Link>
          </dd>
        </>
      )}
      <dt>{t('field.planned')}</dt>
      <dd>{format.dateTime(plannedAt)}</dd>
      <dt>{t('field.sent')}</dt>
      <dd>{decidedAt === null ? '–' : format.dateTime(decidedAt)}</dd>
      <dt>{t('field.key')}</dt>
      <dd>
        <code className="tl-faint">{message.key}</code>
      </dd>
    </dl>
  );
}

/** Plays the provider: reports that the message was delivered, opened, clicked, … */
function ReceiptMenu({ deliveryKey }: { deliveryKey: string }) {
  const { t } = useTranslation('messages');
  const words = useTranslation('words').t;
  const { message } = App.useApp();
  const faultWords = useFaultWords();
  const report = useReportReceipt();
  const items = RECEIPT_KINDS.map((kind) => ({
    key: kind,
    label: words(`receipt.${kind}`),
    onClick: () =>
      report.mutate(
        { key: deliveryKey, kind },
        {
          onSuccess: () => void message.success(t('receipt.done', { kind: words(`receipt.${kind}`) })),
          onError: (error) => void message.error(faultWords(error).join(' ')),
        },
      ),
  }));
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Tooltip title={t('receipt.hint')}>
        <Button size="small" loading={report.isPending}>
          {t('receipt.button')}
        </Button>
      </Tooltip>
    </Dropdown>
  );
}
