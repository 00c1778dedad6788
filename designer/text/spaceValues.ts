import type { PostProcessorModule } from 'i18next';

const HAN_END = /\p{Script=Han}$/u;
const HAN_START = /^\p{Script=Han}/u;
const LATIN_START = /^[\p{Script=Latin}\p{N}]/u;
const LATIN_END = /[\p{Script=Latin}\p{N}%]$/u;

/** Puts a space where a Latin name or a number put into a sentence meets Chinese words; names in Chinese get none. */
export function spaced(text: string, values: readonly string[]): string {
  return values.reduce((whole, value) => {
    if (value === '') return whole;
    const [first = '', ...rest] = whole.split(value);
    return rest.reduce((left, right) => {
      const before = HAN_END.test(left) && LATIN_START.test(value) ? ' ' : '';
      const after = LATIN_END.test(value) && HAN_START.test(right) ? ' ' : '';
      return `${left}${before}${value}${after}${right}`;
    }, first);
  }, text);
}

/** Does so for every text: who writes one cannot know in which script a name will come. */
export const spaceValues: PostProcessorModule = {
  type: 'postProcessor',
  name: 'spaceValues',
  process: (text, _key, options) =>
    spaced(
      text,
      Object.values(options).filter((value): value is string => typeof value === 'string'),
    ),
};
