import type { ComponentType } from 'react';
import type { NodeId } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Problem } from '../../shared/problem.ts';
import type { EditorWords } from '../text/useEditorWords.ts';

export interface PanelProps {
  nodeId: NodeId;
  /** as written: a draft may lack anything */
  settings: JsonObject;
  /** @param key names the field being typed into; leave it out for choices */
  change(settings: JsonObject, key?: string): void;
  /** those of this node */
  problems: readonly Problem[];
}

/** The face of a node kind: the half of its definition that only the designer needs. */
export interface NodePanel {
  icon: ComponentType;
  /** one line for the card, from settings that may be incomplete */
  summary(settings: JsonObject, words: EditorWords): string;
  Panel: ComponentType<PanelProps>;
}
