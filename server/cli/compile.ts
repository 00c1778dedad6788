import { compileJourney } from '../../engine/core/compile.ts';
import { journeyHash } from '../../shared/journey/canonical.ts';
import { hasErrors } from '../../shared/problem.ts';
import { type Command, EXIT, Misuse } from './command.ts';
import { checkFile } from './parts/checkFile.ts';
import { configuredPlugins } from './parts/configuredPlugins.ts';
import { problemLines, terminalLocale } from './parts/problemLines.ts';
import { readJsonFile } from './parts/readJsonFile.ts';

export const command: Command = {
  name: 'compile',
  usage: 'FILE',
  about: 'Prints a journey as plain XState configuration, which opens in XState’s own tools.',
  options: { lang: { type: 'string' } },
  optionWords: { lang: 'en or zh-CN; the terminal’s language otherwise' },
  async run({ files, values }) {
    const [file, ...others] = files;
    if (file === undefined || others.length > 0) throw new Misuse('Name one journey document.');
    const plugins = await configuredPlugins();
    const { journey, problems } = checkFile(readJsonFile(file), plugins);
    if (!journey || hasErrors(problems)) {
      console.error(`✗ ${file}`);
      for (const line of problemLines(problems, terminalLocale(values.lang))) console.error(line);
      return EXIT.refused;
    }
    const version = {
      version: 1,
      hash: journeyHash(journey),
      document: journey,
      templates: {},
      allocations: {},
      migration: null,
    };
    console.log(JSON.stringify(compileJourney(version, plugins.registry).config, null, 2));
    return EXIT.done;
  },
};
