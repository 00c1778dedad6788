import type { CompiledJourney } from '../../../engine/core/compile.ts';
import type { Exposure } from '../../../engine/core/exposure.ts';
import type { Facts } from '../../../engine/core/facts.ts';
import { StepMoment } from '../../../engine/core/moment.ts';
import type { EnrollmentState } from '../../../engine/core/records.ts';
import { workspaceSchema } from '../../../shared/workspace.ts';
import { generatedWorkspace } from '../../generators/journey.ts';
import { sampleProfile } from './profile.ts';

export const NOW = Date.parse('2026-03-02T09:00:00Z');
export const sampleWorkspace = workspaceSchema.parse(generatedWorkspace);

export function sampleFacts(more: Partial<Facts> = {}): Facts {
  return {
    nowMs: NOW,
    zone: 'UTC',
    profile: sampleProfile(),
    events: [],
    enrollments: [],
    conversions: [],
    sends: [],
    audiences: sampleWorkspace.audiences,
    enrollment: null,
    ...more,
  };
}

/** The moment of one customer's first enrollment, entered at `NOW`. */
export function momentOf(
  compiled: CompiledJourney,
  given: {
    facts?: Partial<Facts>;
    state?: EnrollmentState | null;
    sticky?: readonly Exposure[];
    key?: string;
  } = {},
): StepMoment {
  const key = given.key ?? null;
  const entry = { eventId: 'e0', name: 'go', properties: { amount: 5 } };
  const facts = sampleFacts(given.facts);
  facts.enrollment ??= {
    journeyId: compiled.journey.id,
    ordinal: 1,
    enteredAtMs: NOW,
    entry,
    vars: given.state?.vars ?? {},
    key,
  };
  return new StepMoment({
    facts,
    compiled,
    workspace: sampleWorkspace,
    subject: { profileId: facts.profile.id, journeyId: compiled.journey.id, ordinal: 1, key, entry },
    taken: { assignments: given.sticky ?? [] },
  });
}
