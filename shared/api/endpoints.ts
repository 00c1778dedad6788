import { audienceEndpoints } from './audiences.ts';
import { deliveryEndpoints } from './deliveries.ts';
import type { AnswerOf, CallOf, Endpoint } from './endpoint.ts';
import { enrollmentEndpoints } from './enrollments.ts';
import { entryEndpoints } from './entry.ts';
import { eventEndpoints } from './events.ts';
import { experimentEndpoints } from './experiments.ts';
import { exposureEndpoints } from './exposures.ts';
import { jobEndpoints } from './jobs.ts';
import { journeyLifeEndpoints } from './journeyLife.ts';
import { journeyEndpoints } from './journeys.ts';
import { profileEndpoints } from './profiles.ts';
import { resultEndpoints } from './results.ts';
import { templateEndpoints } from './templates.ts';
import { workspaceEndpoints } from './workspace.ts';

/** Every endpoint of the HTTP API by the name of its operation. */
export const endpoints = {
  ...journeyEndpoints,
  ...journeyLifeEndpoints,
  ...resultEndpoints,
  ...experimentEndpoints,
  ...exposureEndpoints,
  ...enrollmentEndpoints,
  ...profileEndpoints,
  ...entryEndpoints,
  ...jobEndpoints,
  ...eventEndpoints,
  ...deliveryEndpoints,
  ...audienceEndpoints,
  ...templateEndpoints,
  ...workspaceEndpoints,
} satisfies { [operation: string]: Endpoint };

export type Operation = keyof typeof endpoints;
/** What an operation's caller passes. */
export type CallTo<Name extends Operation> = CallOf<(typeof endpoints)[Name]>;
/** What an operation answers. */
export type AnswerFrom<Name extends Operation> = AnswerOf<(typeof endpoints)[Name]>;
