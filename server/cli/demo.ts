import type { Locale } from '../../shared/problem.ts';
import { readConfig } from '../config.ts';
import { dataFolderFault } from '../dataFolderFault.ts';
import { DEMO_LABEL } from '../demo/demoPlan.ts';
import { isDemoLoaded } from '../demo/demoProgress.ts';
import { loadDemo, NotADemo } from '../demo/loadDemo.ts';
import { progressLines } from '../demo/progressLines.ts';
import { PortTaken, requireFreePort } from '../demo/requireFreePort.ts';
import { StartFault } from '../startFault.ts';
import { type Command, Misuse } from './command.ts';
import { terminalLocale } from './parts/problemLines.ts';
import { command as start } from './start.ts';

const SOURCE =
  'Attributes: Bank Marketing, S. Moro, P. Rita, P. Cortez, UCI Machine Learning Repository, doi.org/10.24432/C5K306.';

async function load(folder: string, language: Locale): Promise<void> {
  const startedMs = performance.now();
  console.log(
    `Loading the demo into ${folder}. Interrupted at any point, it goes on with the next \`demo\`.`,
  );
  const report = progressLines(process.stdout, () => performance.now());
  await loadDemo({ folder, language, nowMs: Date.now(), report });
  console.log(`Loaded in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`);
}

export const command: Command = {
  name: 'demo',
  usage: '',
  about: 'Loads a demo bank (45,211 customers, three journeys, thirty simulated days) once, then serves it.',
  options: { lang: { type: 'string' } },
  optionWords: {
    lang: 'what journeys and templates are named in: en or zh-CN; the terminal’s language otherwise',
  },
  async run(call) {
    const read = readConfig();
    if (!read.ok) throw new Misuse(read.reasons.join('\n'));
    const { dataFolder, host, port } = read.config;
    console.log(`Throughline demo: ${DEMO_LABEL.en}.\n${SOURCE}`);
    try {
      await requireFreePort(host, port);
      if (isDemoLoaded(dataFolder)) console.log(`The demo is loaded already: ${dataFolder}`);
      else await load(dataFolder, terminalLocale(call.values.lang));
    } catch (error) {
      const fault = dataFolderFault(error, dataFolder);
      const isTheirs = [NotADemo, PortTaken, StartFault].some((kind) => fault instanceof kind);
      throw isTheirs && fault instanceof Error ? new Misuse(fault.message) : fault;
    }
    return start.run(call);
  },
};
