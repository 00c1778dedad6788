import type { AriaLabelConfig } from '@xyflow/react';
import type { EditorWords } from '../text/useEditorWords.ts';

export function ariaLabelsOf({ t }: EditorWords): Partial<AriaLabelConfig> {
  return {
    'node.a11yDescription.default': t('canvas.nodeHelp'),
    'node.a11yDescription.keyboardDisabled': t('canvas.nodeHelp'),
    'node.a11yDescription.ariaLiveMessage': ({ x, y }) =>
      t('canvas.moved', { x: Math.round(x), y: Math.round(y) }),
    'edge.a11yDescription.default': t('canvas.edgeHelp'),
    'controls.zoomIn.ariaLabel': t('toolbar.zoomIn'),
    'controls.zoomOut.ariaLabel': t('toolbar.zoomOut'),
    'controls.fitView.ariaLabel': t('toolbar.fit'),
    'minimap.ariaLabel': t('canvas.minimap'),
    'handle.ariaLabel': t('canvas.handle'),
  };
}
