import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A line for the terminal, ready to copy. */
export function Command({ text }: { text: string }) {
  const { t } = useTranslation('shell');
  const [isCopied, setCopied] = useState(false);
  const words = isCopied ? t('copied') : t('copy');
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <div className="tl-command">
      {/* long lines scroll, and a scrolling region must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <pre tabIndex={0}>{text}</pre>
      <Tooltip title={words}>
        <Button
          type="text"
          size="small"
          aria-label={words}
          icon={isCopied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
          onClick={copy}
          onBlur={() => setCopied(false)}
        />
      </Tooltip>
    </div>
  );
}
