import { FileOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input, Modal, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { exampleSchema } from '../../../shared/api/journeys.ts';
import { useCreateJourney, useExamples } from '../../api/journeys.ts';
import { randomSuffix } from '../../journeyId.ts';
import { usePreferences } from '../../preferences.ts';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { blankJourney } from './blankJourney.ts';
import './newJourney.css';

type Example = z.infer<typeof exampleSchema>;

/** Begins a journey: blank, or as a copy of an example. */
export function NewJourney({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('journeys');
  return (
    <Modal open={isOpen} onCancel={onClose} title={t('new.title')} footer={null} width={760} destroyOnHidden>
      <NewJourneyForm />
    </Modal>
  );
}

function NewJourneyForm() {
  const { t } = useTranslation('journeys');
  const nameId = useId();
  const locale = usePreferences((state) => state.language);
  const examples = useExamples(locale);
  const create = useCreateJourney();
  const navigate = useNavigate();
  const faultWords = useFaultWords();
  const [chosen, setChosen] = useState<Example | null>(null);
  const [name, setName] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);

  const choose = (example: Example | null) => {
    setChosen(example);
    if (example) setName(example.name);
  };
  const submit = () => {
    const given = name.trim();
    setNameMissing(given === '');
    if (given === '') return;
    create.mutate(chosen ? { from: chosen.id, name: given, locale } : blankJourney(given, randomSuffix()), {
      onSuccess: ({ id }) => void navigate({ to: '/journeys/$journeyId', params: { journeyId: id } }),
    });
  };

  return (
    <form
      className="tl-stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="tl-gallery" role="radiogroup" aria-label={t('new.title')}>
        <Choice
          isChosen={chosen === null}
          title={t('new.blank')}
          about={t('new.blankAbout')}
          onChoose={() => choose(null)}
        />
        {examples.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
        {examples.data?.items.map((example) => (
          <Choice
            key={example.id}
            isChosen={chosen?.id === example.id}
            title={example.name}
            about={example.description}
            note={t('new.nodes', { count: Object.keys((example.document.nodes ?? {}) as object).length })}
            onChoose={() => choose(example)}
          />
        ))}
      </div>
      {examples.error && <Alert type="warning" showIcon title={faultWords(examples.error).join(' ')} />}
      <div>
        <label className="tl-label" htmlFor={nameId}>
          {t('new.name')}
        </label>
        <Input
          id={nameId}
          maxLength={200}
          value={name}
          placeholder={t('new.namePlaceholder')}
          {...(isNameMissing ? { status: 'error' as const } : {})}
          aria-invalid={isNameMissing}
          onChange={(event) => setName(event.target.value)}
        />
        {isNameMissing && <p className="tl-hint tl-is-error">{t('new.nameNeeded')}</p>}
      </div>
      {create.error && <Alert type="error" showIcon title={faultWords(create.error).join(' ')} />}
      <div className="tl-row" style={{ justifyContent: 'flex-end' }}>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('new.create')}
        </Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  title: string;
  about: string;
  note?: string;
  onChoose: () => void;
}

function Choice({ isChosen, title, about, note, onChoose }: ChoiceProps) {
  return (
    <label className="tl-choice" data-chosen={isChosen}>
      <input type="radio" name="start" className="tl-hidden-text" checked={isChosen} onChange={onChoose} />
      <span className="tl-choice-title">
        {note === undefined && <FileOutlined aria-hidden />} {title}
      </span>
      <span className="tl-choice-about">{about}</span>
      {note !== undefined && <span className="tl-faint tl-small">{note}</span>}
    </label>
  );
}
