import type { ExperimentPlanInput } from '../../shared/experiment/plan.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';

/** What a trial's journey says of itself. */
export interface TrialDocument {
  id: string;
  name?: string;
  goals: NonNullable<JourneyInput['goals']>;
  arms: readonly { id: string; name?: string; share: number; control?: boolean }[];
  plan: ExperimentPlanInput;
}

/** A trial of a letter against none. */
export const LETTER_ARMS: TrialDocument['arms'] = [
  { id: 'control', share: 50, control: true },
  { id: 'letter', share: 50 },
];

/** A journey of a trigger and the split `ab`, whose arms another system draws. */
export function trialDocument({ id, name = id, goals, arms, plan }: TrialDocument): JourneyInput {
  return {
    format: 1,
    id,
    name,
    timeZone: 'UTC',
    goals,
    nodes: {
      start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'ab' } },
      ab: { kind: 'split', settings: { salt: id, arms, plan }, next: {} },
    },
  };
}
