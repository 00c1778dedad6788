import { type Locale, type Problem, problemText } from '../../../shared/problem.ts';

/** The language of the terminal, unless one is asked for. */
export function terminalLocale(asked: unknown, environment: NodeJS.ProcessEnv = process.env): Locale {
  const wish = typeof asked === 'string' ? asked : (environment.LC_ALL ?? environment.LANG ?? '');
  return wish.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Where a problem lies, what it is, and its code. */
export function problemLine(found: Problem, locale: Locale): string {
  const place = [found.nodeId, found.field].filter((part) => part !== undefined && part !== '').join(' ');
  const at = place === '' ? '' : `${place}: `;
  return `${at}${problemText(found, locale)} [${found.code}]`;
}

/** One line per problem, errors and warnings told apart. */
export function problemLines(problems: readonly Problem[], locale: Locale): string[] {
  return problems.map((found) => `  ${found.severity === 'error' ? '✗' : '!'} ${problemLine(found, locale)}`);
}
