/** What the server loads with THROUGHLINE_PLUGINS=./plugin.js; an embedding program passes the same lists. */
import { lottery } from './lottery.ts';

export const nodeKinds = [lottery];
