import type { z } from 'zod';
import { problemView } from '../../shared/api/problemDetails.ts';
import type { BatchAnswer } from '../../shared/api/profiles.ts';
import { parseBy } from '../../shared/parse.ts';
import type { Locale } from '../../shared/problem.ts';
import type { Accepted } from '../engineCalls.ts';

/**
 * Takes the items of a batch that are well formed and answers for each by its position.
 * A malformed item refuses only itself: a feed with one broken event must not hold up the others.
 */
export async function answerBatch<Item>(
  given: readonly unknown[],
  schema: z.ZodType<Item>,
  take: (items: Item[]) => Promise<readonly Accepted[]>,
  locale: Locale,
  /** JSON pointer of the list in the request */
  pointer: string,
): Promise<BatchAnswer> {
  const good: { index: number; value: Item }[] = [];
  const items: BatchAnswer['items'] = [];
  for (const [index, one] of given.entries()) {
    const parsed = parseBy(schema, one, { pointer: `${pointer}/${index}` });
    if (parsed.ok) good.push({ index, value: parsed.value });
    else {
      const problems = parsed.problems.map((found) => problemView(found, locale));
      items.push({ index, result: 'refused', problems });
    }
  }
  const refused = items.length;
  const results = good.length > 0 ? await take(good.map(({ value }) => value)) : [];
  for (const [position, { index }] of good.entries()) {
    const result = results[position];
    if (!result) throw new Error('an item of a batch was neither accepted nor a duplicate');
    items.push({ index, result });
  }
  const duplicates = results.filter((result) => result === 'duplicate').length;
  items.sort((a, b) => a.index - b.index);
  return { accepted: good.length - duplicates, duplicates, refused, items };
}
