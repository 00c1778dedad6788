import { Collapse } from 'antd';
import type { ReactNode } from 'react';
import { useEditorWords } from '../text/useEditorWords.ts';

/** Settings most nodes never need, folded away. */
export function MoreSettings({ label, children }: { label?: string; children: ReactNode }) {
  const { t } = useEditorWords();
  return (
    <Collapse
      ghost
      size="small"
      className="tl-more"
      items={[{ key: 'more', label: label ?? t('node.more'), children }]}
    />
  );
}
