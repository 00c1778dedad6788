import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemView } from '../../../shared/api/problemDetails.ts';
import type { TemplateView } from '../../../shared/api/templates.ts';
import type { Template } from '../../../shared/template.ts';
import { sentenceOf } from '../../api/apiFault.ts';
import { useDeleteTemplate, useSaveTemplate } from '../../api/templates.ts';
import { isNamed, NameAndId } from '../../fields/NameAndId.tsx';
import { useOfferedId } from '../../fields/useOfferedId.ts';
import { usePreferences } from '../../preferences.ts';
import { LeaveGuard } from '../../shell/LeaveGuard.tsx';
import { Page } from '../../shell/Page.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { useLeaveBlocker } from '../../shell/useLeaveBlocker.ts';
import { TemplateVariants } from './TemplateVariants.tsx';
import './content.css';

/** Name, id and variants of a template, saved as a whole. */
export function TemplateForm({ saved }: { saved: TemplateView | null }) {
  const { t } = useTranslation('content');
  const shell = useTranslation('shell').t;
  const faultWords = useFaultWords();
  const language = usePreferences((state) => state.language);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [name, setName] = useState(saved?.name ?? '');
  const [id, setId] = useOfferedId(saved?.id, name, 'template');
  const [firstContent] = useState<Template>(() => ({ sms: { [language]: '' } }));
  const [content, setContent] = useState<Template>(saved?.content ?? firstContent);
  const [remarks, setRemarks] = useState<readonly ProblemView[]>([]);
  const [isTried, setTried] = useState(false);
  const save = useSaveTemplate();
  // the page leaves for the new template's address before it has rendered again
  const isCreated = useRef(false);

  const isDirty =
    name !== (saved?.name ?? '') ||
    JSON.stringify(content) !== JSON.stringify(saved?.content ?? firstContent) ||
    (saved === null && id !== '');
  const blocker = useLeaveBlocker(() => isDirty && !isCreated.current);

  const submit = () => {
    setTried(true);
    if (!isNamed({ name, id })) return;
    save.mutate(
      { id, isNew: saved === null, name: name.trim(), content },
      {
        onSuccess: ({ template, problems }) => {
          setRemarks(problems);
          setName(template.name);
          setContent(template.content);
          if (problems.length === 0) void message.success(t('form.saved'));
          if (saved === null) {
            const params = { templateId: id };
            isCreated.current = true;
            void navigate({ to: '/content/$templateId', params, replace: true });
          }
        },
      },
    );
  };

  return (
    <Page
      title={saved?.name ?? t('form.newTitle')}
      {...(saved ? { about: <code>{saved.id}</code> } : {})}
      back={{ to: '/content', words: t('form.back') }}
      actions={
        <>
          {isDirty && <span className="tl-faint">{shell('unsaved')}</span>}
          {saved && <DeleteButton template={saved} />}
          <Button
            type="primary"
            loading={save.isPending}
            disabled={saved !== null && !isDirty}
            onClick={submit}
          >
            {shell('save')}
          </Button>
        </>
      }
    >
      <LeaveGuard blocker={blocker} />
      <div className="tl-stack">
        {save.error && <Alert type="error" showIcon title={faultWords(save.error).join(' ')} />}
        {remarks.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={t('form.problems')}
            description={remarks.map((found) => <p key={found.code}>{sentenceOf(found, language)}</p>)}
          />
        )}
        <div className="tl-card tl-card-body tl-template-head">
          <NameAndId
            name={name}
            id={id}
            isNew={saved === null}
            isTried={isTried}
            words={{ nameNeeded: t('form.nameNeeded'), idHint: t('form.idHint') }}
            onName={setName}
            onId={setId}
          />
        </div>
        <TemplateVariants content={content} onChange={setContent} />
      </div>
    </Page>
  );
}

function DeleteButton({ template: { id, name } }: { template: TemplateView }) {
  const { t } = useTranslation('content');
  const shell = useTranslation('shell').t;
  const { modal, message } = App.useApp();
  const faultWords = useFaultWords();
  const navigate = useNavigate();
  const remove = useDeleteTemplate();
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
            void navigate({ to: '/content', ignoreBlocker: true });
          },
          (error: unknown) => void message.error(faultWords(error).join(' ')),
        ),
    });
  return <Button onClick={ask}>{shell('delete')}</Button>;
}
