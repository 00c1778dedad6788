import { QuestionOutlined } from '@ant-design/icons';
import type { BuiltInKind } from '../../shared/nodes/kinds.ts';
import { audience } from './audience.tsx';
import { branch } from './branch.tsx';
import { delay } from './delay.tsx';
import { emitEvent } from './emitEvent.tsx';
import { enrol } from './enrol.tsx';
import { exit } from './exit.tsx';
import { GenericPanel } from './GenericPanel.tsx';
import { genericSummary } from './genericSummary.ts';
import { message } from './message.tsx';
import type { NodePanel } from './panel.ts';
import { split } from './split.tsx';
import { tier } from './tier.tsx';
import { trigger } from './trigger.tsx';
import { updateProfile } from './updateProfile.tsx';
import { waitFor } from './waitFor.tsx';
import { waitUntil } from './waitUntil.tsx';
import { webhook } from './webhook.tsx';

/** The designer's half of each built-in kind: a kind without one does not compile. */
const panels = {
  trigger,
  audience,
  branch,
  split,
  tier,
  message,
  webhook,
  updateProfile,
  emitEvent,
  enrol,
  delay,
  waitUntil,
  waitFor,
  exit,
} as const satisfies { readonly [Kind in BuiltInKind]: NodePanel };

/** Kinds of integrators bring no panel: theirs is made from the schema of their settings. */
const generic: NodePanel = { icon: QuestionOutlined, summary: genericSummary, Panel: GenericPanel };

export function panelOf(kind: string): NodePanel {
  return Object.hasOwn(panels, kind) ? panels[kind as BuiltInKind] : generic; // hasOwn has just shown it
}
