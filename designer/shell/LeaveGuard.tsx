import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface Blocker {
  status: 'idle' | 'blocked';
  proceed?: (() => void) | undefined;
  reset?: (() => void) | undefined;
}

/** Asks before unsaved changes are left behind; `blocker` is what useLeaveBlocker returned. */
export function LeaveGuard({ blocker }: { blocker: Blocker }) {
  const { t } = useTranslation('shell');
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title={t('leave.title')}
      okText={t('leave.go')}
      cancelText={t('leave.stay')}
      okButtonProps={{ danger: true }}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('leave.body')}
    </Modal>
  );
}
