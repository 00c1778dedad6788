import { ThunderboltOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEditorWords } from '../text/useEditorWords.ts';

export function EmptyCanvas({ addTrigger }: { addTrigger(): void }) {
  const { t } = useEditorWords();
  return (
    <div className="tl-empty">
      <h2>{t('empty.title')}</h2>
      <ol>
        <li>{t('empty.start')}</li>
        <li>{t('empty.next')}</li>
        <li>{t('empty.check')}</li>
      </ol>
      <Button type="primary" icon={<ThunderboltOutlined aria-hidden />} onClick={addTrigger}>
        {t('empty.addTrigger')}
      </Button>
    </div>
  );
}
