import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Input, Segmented } from 'antd';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudienceView } from '../../../shared/api/audiences.ts';
import { useDeleteAudience, useSaveAudience } from '../../api/audiences.ts';
import { createEditorPort } from '../../api/editorPort.ts';
import { ConditionBuilder } from '../../fields/conditions/ConditionBuilder.tsx';
import { DictionaryContext } from '../../fields/dictionary.ts';
import { isNamed, NameAndId } from '../../fields/NameAndId.tsx';
import { useOfferedId } from '../../fields/useOfferedId.ts';
import { LeaveGuard } from '../../shell/LeaveGuard.tsx';
import { Page } from '../../shell/Page.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { useLeaveBlocker } from '../../shell/useLeaveBlocker.ts';
import { useDictionaries } from '../editor/useDictionaries.ts';
import { AudienceSize } from './AudienceSize.tsx';
import { AudienceUsers } from './AudienceUsers.tsx';
import { type AudienceDraft, definitionFrom, draftFrom } from './audienceDraft.ts';
import '../../fields/fields.css';
import './audiences.css';

/** Name and definition, with who fits it beside them. */
export function AudienceForm({ saved }: { saved: AudienceView | null }) {
  const { t } = useTranslation('audiences');
  const shell = useTranslation('shell').t;
  const { message } = App.useApp();
  const faultWords = useFaultWords();
  const navigate = useNavigate();
  const [name, setName] = useState(saved?.name ?? '');
  const [id, setId] = useOfferedId(saved?.id, name, 'audience');
  const [draft, setDraft] = useState(() => draftFrom(saved?.definition ?? null));
  const [isTouched, setTouched] = useState(false);
  const [isTried, setTried] = useState(false);
  const save = useSaveAudience();
  // the page leaves for the new audience's address before it has rendered again
  const isCreated = useRef(false);
  const definition = useMemo(() => definitionFrom(draft), [draft]);
  const blocker = useLeaveBlocker(() => isTouched && !isCreated.current);

  const touch = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setTouched(true);
    };
  };
  const submit = () => {
    setTried(true);
    if (!isNamed({ name, id }) || definition === null) return;
    save.mutate(
      { id, isNew: saved === null, name: name.trim(), definition },
      {
        onSuccess: () => {
          void message.success(t('form.saved'));
          setTouched(false);
          if (saved === null) {
            const params = { audienceId: id };
            isCreated.current = true;
            void navigate({ to: '/audiences/$audienceId', params, replace: true });
          }
        },
      },
    );
  };

  return (
    <Page
      title={saved?.name ?? t('form.newTitle')}
      {...(saved ? { about: <code>{saved.id}</code> } : {})}
      back={{ to: '/audiences', words: t('form.back') }}
      actions={
        <>
          {isTouched && <span className="tl-faint">{shell('unsaved')}</span>}
          {saved && <DeleteButton audience={saved} />}
          <Button
            type="primary"
            loading={save.isPending}
            disabled={saved !== null && !isTouched}
            onClick={submit}
          >
            {shell('save')}
          </Button>
        </>
      }
    >
      <LeaveGuard blocker={blocker} />
      <div className="tl-audience">
        <section className="tl-card tl-card-body tl-stack">
          {save.error && <Alert type="error" showIcon title={faultWords(save.error).join(' ')} />}
          {isTried && definition === null && <Alert type="warning" showIcon title={t('form.incomplete')} />}
          <div className="tl-audience-head">
            <NameAndId
              name={name}
              id={id}
              isNew={saved === null}
              isTried={isTried}
              words={{ nameNeeded: t('form.nameNeeded'), idHint: t('form.idHint') }}
              onName={touch(setName)}
              onId={touch(setId)}
            />
          </div>
          <Definition draft={draft} onChange={touch(setDraft)} />
        </section>
        <div className="tl-stack">
          <AudienceSize definition={definition} />
          {saved && <AudienceUsers audienceId={saved.id} />}
        </div>
      </div>
    </Page>
  );
}

function Definition({ draft, onChange }: { draft: AudienceDraft; onChange: (draft: AudienceDraft) => void }) {
  const { t } = useTranslation('audiences');
  const listId = useId();
  const navigate = useNavigate();
  const port = useMemo(
    () =>
      createEditorPort({
        openJourney: (journeyId) => void navigate({ to: '/journeys/$journeyId', params: { journeyId } }),
        openParked: (journeyId) =>
          void navigate({ to: '/journeys/$journeyId/parked', params: { journeyId } }),
      }),
    [navigate],
  );
  const dictionary = useDictionaries(port);
  return (
    <>
      <div>
        <span className="tl-label">{t('form.kind')}</span>
        <Segmented
          aria-label={t('form.kind')}
          value={draft.kind}
          onChange={(kind: AudienceDraft['kind']) => onChange({ ...draft, kind })}
          options={[
            { value: 'condition', label: t('form.byCondition') },
            { value: 'list', label: t('form.byList') },
          ]}
        />
      </div>
      {draft.kind === 'condition' ? (
        <div>
          <span className="tl-label">{t('form.condition')}</span>
          <DictionaryContext value={dictionary}>
            <ConditionBuilder
              value={draft.condition}
              change={(condition) => onChange({ ...draft, condition })}
            />
          </DictionaryContext>
        </div>
      ) : (
        <div>
          <label className="tl-label" htmlFor={listId}>
            {t('form.list')}
          </label>
          <Input.TextArea
            id={listId}
            className="tl-mono"
            autoSize={{ minRows: 8, maxRows: 24 }}
            value={draft.list}
            onChange={(event) => onChange({ ...draft, list: event.target.value })}
          />
          <p className="tl-hint">{t('form.listHint')}</p>
        </div>
      )}
    </>
  );
}

function DeleteButton({ audience: { id, name } }: { audience: AudienceView }) {
  const { t } = useTranslation('audiences');
  const shell = useTranslation('shell').t;
  const { modal, message } = App.useApp();
  const faultWords = useFaultWords();
  const navigate = useNavigate();
  const remove = useDeleteAudience();
  const ask = () =>
    modal.confirm({
      title: t('form.deleteTitle', { name }),
      content: t('form.deleteBody'),
      okText: shell('delete'),
      okButtonProps: { danger: true },
      onOk: () =>
        remove.mutateAsync(id).then(
          () => {
            void message.success(t('form.deleted', { name }));
            void navigate({ to: '/audiences', ignoreBlocker: true });
          },
          (error: unknown) => void message.error(faultWords(error).join(' ')),
        ),
    });
  return <Button onClick={ask}>{shell('delete')}</Button>;
}
