/** The life of a journey, and what people do with it (language.md §8). The API calls a life its state. */
export const JOURNEY_LIVES = ['draft', 'live', 'paused', 'closed', 'stopped', 'archived'] as const;
export type JourneyLife = (typeof JOURNEY_LIVES)[number];

export const JOURNEY_DEEDS = ['publish', 'pause', 'resume', 'close', 'stop', 'archive'] as const;
export type JourneyDeed = (typeof JOURNEY_DEEDS)[number];

/** A deed that needs nothing but the journey: publishing needs a document. */
export type LifeDeed = Exclude<JourneyDeed, 'publish'>;
