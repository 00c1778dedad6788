import {
  BarChartOutlined,
  CopyOutlined,
  EditOutlined,
  FolderOutlined,
  MoreOutlined,
} from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JourneySummary } from '../../../shared/api/journeys.ts';
import { useCreateJourney, useJourneyDeed } from '../../api/journeys.ts';
import { useFaultWords } from '../../shell/useFaultWords.ts';

/** What can be done with a journey from the list. */
export function JourneyMenu({ journey }: { journey: JourneySummary }) {
  const { t } = useTranslation('journeys');
  const { message, modal } = App.useApp();
  const faultWords = useFaultWords();
  const navigate = useNavigate();
  const create = useCreateJourney();
  const deed = useJourneyDeed();
  const { id, name } = journey;
  const showFault = (error: unknown) => void message.error(faultWords(error).join(' '));

  const duplicate = () =>
    create.mutate(
      { from: id },
      { onSuccess: (copy) => void message.success(t('duplicated', { name: copy.name })), onError: showFault },
    );
  const archive = () =>
    modal.confirm({
      title: t('archiveTitle', { name }),
      content: t('archiveBody'),
      okText: t('archive'),
      onOk: () =>
        deed
          .mutateAsync({ id, deed: 'archive' })
          .then(() => message.success(t('archived', { name })), showFault),
    });

  const items: MenuProps['items'] = [
    {
      key: 'open',
      icon: <EditOutlined aria-hidden />,
      label: t('open'),
      onClick: () => void navigate({ to: '/journeys/$journeyId', params: { journeyId: id } }),
    },
    {
      key: 'results',
      icon: <BarChartOutlined aria-hidden />,
      label: t('results'),
      onClick: () => void navigate({ to: '/journeys/$journeyId/results', params: { journeyId: id } }),
    },
    { key: 'duplicate', icon: <CopyOutlined aria-hidden />, label: t('duplicate'), onClick: duplicate },
    { type: 'divider' },
    {
      key: 'archive',
      icon: <FolderOutlined aria-hidden />,
      label: t('archive'),
      // only what no longer runs can be put away (language.md §8)
      disabled: journey.state !== 'stopped' && journey.state !== 'draft',
      onClick: archive,
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" size="small" aria-label={t('more', { name })} icon={<MoreOutlined aria-hidden />} />
    </Dropdown>
  );
}
