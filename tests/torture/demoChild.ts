/** A program: loads a demo, whole or what is missing of it, from the built product. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadOptions } from '../../server/demo/loadDemo.ts';
import { builtFolder } from './startBuilt.ts';

const options: LoadOptions = JSON.parse(process.argv[2] ?? '');
const built = await import(pathToFileURL(join(builtFolder, 'server/demo/loadDemo.js')).href);
await built.loadDemo(options);
