// `node --import ./.ci/typescript.mjs x.ts` runs TypeScript, in worker threads too (`--import tsx` stops
// at the main thread on Node 20). For development and for tests that start the server as a process.
import { register } from 'tsx/esm/api';

register();
