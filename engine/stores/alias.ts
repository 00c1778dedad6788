/** Merged ids lead on: to the customer they became, and to the ordinals their enrollments have there. */
import type { EnrollmentName } from './namesOf.ts';

export interface Alias {
  into: string;
  /** per journey, what was added to the ordinals */
  ordinals: { readonly [journeyId: string]: number };
}

/** The alias once the customer it leads to was merged too. */
export function ledOn(alias: Alias, next: Alias): Alias {
  const ordinals: { [journeyId: string]: number } = { ...next.ordinals };
  for (const [journeyId, added] of Object.entries(alias.ordinals)) {
    ordinals[journeyId] = (ordinals[journeyId] ?? 0) + added;
  }
  return { into: next.into, ordinals };
}

/** What something is called now that was named under an id since merged. */
export function nameNow<Name extends EnrollmentName>(name: Name, alias: Alias | null): Name {
  if (!alias) return name;
  return { ...name, profileId: alias.into, ordinal: name.ordinal + (alias.ordinals[name.journeyId] ?? 0) };
}
