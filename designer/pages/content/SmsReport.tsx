import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasOptOut, measureSms, signatureOf } from '../../../shared/sms.ts';

/** Beyond so many, the text is simply written in another script. */
const COSTLY_SHOWN = 6;

/** Length, segments, signature and opt-out of an SMS. */
export function SmsReport({ text }: { text: string }) {
  const { t } = useTranslation('content');
  const { alphabet, length, segments, perSegment, left, costly } = measureSms(text);
  const signature = signatureOf(text);
  const isCostlyBySlip = costly.length > 0 && costly.length <= COSTLY_SHOWN && !/\p{Script=Han}/u.test(text);
  return (
    <div className="tl-sms">
      <p>
        <strong className="tl-tabular">{t('sms.count', { count: segments, length, perSegment })}</strong>{' '}
        <span className="tl-faint">
          {t(`sms.${alphabet}`)} · {t('sms.left', { left })}
        </span>
      </p>
      {isCostlyBySlip && <Remark isGood={false}>{t('sms.costly', { characters: costly.join(' ') })}</Remark>}
      <Remark isGood={signature !== null}>
        {signature === null ? t('sms.noSignature') : t('sms.signature', { name: signature })}
      </Remark>
      <Remark isGood={hasOptOut(text)}>{hasOptOut(text) ? t('sms.optOut') : t('sms.noOptOut')}</Remark>
      <p className="tl-faint tl-small">{t('sms.variable')}</p>
    </div>
  );
}

function Remark({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  return (
    <p className="tl-remark" data-good={isGood}>
      {isGood ? <CheckCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />} {children}
    </p>
  );
}
