import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryExplanation, EntryQuestion } from '../../../shared/api/entry.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { useEntry } from '../../api/entry.ts';
import { useJourneyChoices } from '../../api/journeys.ts';
import { conditionText } from '../../fields/conditions/conditionText.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Tag } from '../../shell/Tag.tsx';
import { useReasonWords } from '../../shell/useReasonWords.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';

/** For any journey, entered or not: what was decided, and every question asked again. */
export function CustomerEntry({ profileId }: { profileId: string }) {
  const { t } = useTranslation('entry');
  const journeys = useJourneyChoices();
  const [journeyId, setJourneyId] = useState<string | null>(null);
  return (
    <section className="tl-card tl-card-body tl-stack-tight">
      <h2 className="tl-card-title">{t('title')}</h2>
      <Select
        aria-label={t('journey')}
        placeholder={t('choose')}
        showSearch={{ optionFilterProp: 'label' }}
        value={journeyId}
        options={journeys.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id: string) => setJourneyId(id)}
      />
      <p className="tl-small tl-faint">{t('about')}</p>
      {journeyId !== null && <Explained profileId={profileId} journeyId={journeyId} />}
    </section>
  );
}

function Explained({ profileId, journeyId }: { profileId: string; journeyId: string }) {
  const { t } = useTranslation('entry');
  const reasonWords = useReasonWords();
  const query = useEntry(profileId, journeyId);
  return (
    <Loaded query={query}>
      {(entry) => (
        <>
          <Decided entry={entry} />
          {entry.trigger === null ? (
            <p>{t('never')}</p>
          ) : (
            <>
              <p>
                {entry.decision === null
                  ? t('wouldEnter')
                  : entry.decision === 'held'
                    ? t('wouldBeHeld')
                    : t('wouldNot', { reason: reasonWords(entry.decision) })}
              </p>
              <TriggerFacts trigger={entry.trigger} />
              <ol className="tl-plain-list">
                {entry.questions.map((question) => (
                  <Question key={question.question} question={question} />
                ))}
              </ol>
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

/** What was decided when entry was offered comes before what would be decided now. */
function Decided({ entry: { decisions, entries } }: { entry: EntryExplanation }) {
  const { t } = useTranslation('entry');
  const format = useFormat();
  const reasonWords = useReasonWords();
  if (decisions.length + entries.length === 0) return null;
  return (
    <>
      <h3 className="tl-small">{t('kept')}</h3>
      <ul className="tl-plain-list">
        {entries.map(({ ordinal, enteredAt }) => (
          <li key={ordinal}>{t('entered', { time: format.dateTime(enteredAt) })}</li>
        ))}
        {decisions.map(({ at, decision, key, eventId }) => (
          <li key={`${at}/${decision}/${key}/${eventId}`}>
            {decision === 'held'
              ? t('held', { time: format.dateTime(at) })
              : t('refused', { time: format.dateTime(at), reason: reasonWords(decision) })}
            {key !== null && ` · ${t('key', { key })}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function TriggerFacts({ trigger }: { trigger: NonNullable<EntryExplanation['trigger']> }) {
  const { t } = useTranslation('entry');
  const format = useFormat();
  const { on, event, member, nextAt } = trigger;
  const waitsForEvent = on === 'event' || on === 'eventMissing';
  const facts = [
    event && t('event', { name: event.name, time: format.dateTime(event.at) }),
    waitsForEvent && !event && t('noEvent'),
    member && t(member.isIn ? 'isIn' : 'isOut', { time: format.dateTime(member.since) }),
    nextAt && t('nextAt', { time: format.dateTime(nextAt) }),
  ].filter((fact) => typeof fact === 'string');
  return facts.length > 0 ? <p className="tl-small tl-faint">{facts.join(' ')}</p> : null;
}

function Question({ question: { question, refuses, conditions } }: { question: EntryQuestion }) {
  const { t } = useTranslation('entry');
  return (
    <li>
      <div className="tl-row">
        <span className="tl-grow">{t(`question.${question}`)}</span>
        <Answer isYes={!refuses} />
      </div>
      {conditions.length > 0 && (
        <ul className="tl-plain-list tl-nest">
          {conditions.map((part, index) => (
            // a condition may be written twice, and its place is all that tells the two apart
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes once it is there
            <ConditionPart key={index} part={part} />
          ))}
        </ul>
      )}
    </li>
  );
}

function ConditionPart({ part: { condition, holds, value } }: { part: EntryQuestion['conditions'][number] }) {
  const { t } = useTranslation('entry');
  const words = useEditorWords();
  const said = conditionText(condition as JsonObject, words); // a condition is plain JSON
  return (
    <li className="tl-row tl-small">
      <span className="tl-grow">
        {said}
        {value !== null && (
          <span className="tl-faint"> · {t('value', { value: JSON.stringify(value) })}</span>
        )}
      </span>
      <Answer isYes={holds} />
    </li>
  );
}

function Answer({ isYes }: { isYes: boolean }) {
  const { t } = useTranslation('entry');
  return (
    <Tag tone={isYes ? 'good' : 'bad'} form={isYes ? 'dot' : 'square'}>
      {t(isYes ? 'yes' : 'no')}
    </Tag>
  );
}
