import { hasErrors } from '../../shared/problem.ts';
import { type Command, EXIT, Misuse } from './command.ts';
import { checkFile } from './parts/checkFile.ts';
import { configuredPlugins } from './parts/configuredPlugins.ts';
import { problemLines, terminalLocale } from './parts/problemLines.ts';
import { readJsonFile } from './parts/readJsonFile.ts';

export const command: Command = {
  name: 'check',
  usage: 'FILE…',
  about: 'Checks journey documents; 1 when one has an error.',
  options: { lang: { type: 'string' } },
  optionWords: { lang: 'en or zh-CN; the terminal’s language otherwise' },
  async run({ files, values }) {
    if (files.length === 0) throw new Misuse('Name at least one journey document.');
    const plugins = await configuredPlugins();
    const locale = terminalLocale(values.lang);
    let code: number = EXIT.done;
    for (const file of files) {
      const { problems, unsettledCount } = checkFile(readJsonFile(file), plugins);
      const failed = hasErrors(problems);
      if (failed) code = EXIT.refused;
      console.log(`${failed ? '✗' : '✓'} ${file}`);
      for (const line of problemLines(problems, locale)) console.log(line);
      if (unsettledCount > 0) {
        console.log(`  (${unsettledCount} references to templates and audiences, which a workspace holds)`);
      }
    }
    return code;
  },
};
