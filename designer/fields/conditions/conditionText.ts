import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import { type EditorKey, editorText } from '../../text/editor.ts';
import type { EditorWords } from '../../text/useEditorWords.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../draft.ts';
import { describeDuration } from '../duration.ts';
import { shapeOf } from './operators.ts';

/** slots of a hash */
const BUCKETS = 10_000;

/** so many parts of a group are said, the rest is counted */
const PARTS_MAX = 2;

/** A word of a group that the draft names; what no word is for is said as it is written. */
function wordFor(
  words: EditorWords,
  group: 'operator' | 'is' | 'condition' | 'channel',
  name: string,
): string {
  return Object.hasOwn(editorText.en[group], name)
    ? words.t(`${group}.${name}` as EditorKey) // hasOwn has just shown the key
    : name;
}

function valueText(comparison: JsonObject, words: EditorWords): string {
  const value: JsonValue | undefined = comparison.value;
  switch (shapeOf(textAt(comparison, 'op'))) {
    case 'none':
      return '';
    case 'range':
      return Array.isArray(value) ? value.map(String).join(' – ') : '';
    case 'list':
      return Array.isArray(value) ? words.list(value.map(String)) : '';
    case 'duration':
      return describeDuration(String(value ?? ''), words.locale);
    case 'period': {
      if (!isJsonObject(value)) return '';
      const offset = ['last', 'this', 'next'][(numberAt(value, 'offset') ?? 0) + 1] ?? 'this';
      const gap = words.locale === 'zh-CN' ? '' : ' ';
      return `${wordFor(words, 'condition', offset)}${gap}${wordFor(words, 'condition', textAt(value, 'unit'))}`;
    }
    case 'lasting':
      return `${constantText(value, words)} ${words.t('condition.lastingFor')} ${describeDuration(textAt(comparison, 'for'), words.locale)}`;
    default:
      return constantText(value, words);
  }
}

function constantText(value: JsonValue | undefined, words: EditorWords): string {
  if (typeof value === 'boolean') return words.t(value ? 'field.yes' : 'field.no');
  if (typeof value === 'number') return value.toLocaleString(words.locale);
  return String(value ?? '');
}

function comparisonText(comparison: JsonObject, subject: string, words: EditorWords): string {
  const op = wordFor(words, 'operator', textAt(comparison, 'op'));
  return [subject, op, valueText(comparison, words)].filter((part) => part !== '').join(' ');
}

function withinText(condition: JsonObject, words: EditorWords): string {
  const within = textAt(condition, 'within');
  return within === ''
    ? ''
    : ` ${words.t('condition.inLastTime', { time: describeDuration(within, words.locale) })}`;
}

function eventText(condition: JsonObject, words: EditorWords): string {
  const count = objectAt(condition, 'count');
  const often = count
    ? ` ${wordFor(words, 'operator', textAt(count, 'op'))} ${numberAt(count, 'value') ?? ''} ${words.t('condition.times')}`
    : '';
  return `${textAt(condition, 'event')}${often}${withinText(condition, words)}`;
}

function groupText(condition: JsonObject, words: EditorWords): string {
  const parts = objectsAt(condition, 'of');
  const isAll = textAt(condition, 'type') === 'all';
  if (parts.length === 0) return words.t(isAll ? 'condition.none' : 'condition.nobody');
  const said = parts.slice(0, PARTS_MAX).map((part) => conditionText(part, words));
  const joined = said.join(words.t(isAll ? 'condition.and' : 'condition.or'));
  const left = parts.length - said.length;
  return left > 0 ? `${joined} ${words.t('condition.more', { count: left })}` : joined;
}

/** A condition in one line, from a draft that may lack anything. */
export function conditionText(condition: JsonObject, words: EditorWords): string {
  const is = wordFor(words, 'is', textAt(condition, 'is'));
  const type = textAt(condition, 'type');
  switch (type) {
    case 'all':
    case 'any':
      return groupText(condition, words);
    case 'not':
      return words.t('condition.isNot', { condition: conditionText(objectAt(condition, 'of') ?? {}, words) });
    case 'attribute':
    case 'property':
      return comparisonText(condition, textAt(condition, type), words);
    case 'event':
      return eventText(condition, words);
    case 'eventSum': {
      const subject = `Σ ${textAt(condition, 'event')}.${textAt(condition, 'property')}`;
      return comparisonText(condition, subject, words) + withinText(condition, words);
    }
    case 'audience':
    case 'journey':
      return `${is} ${textAt(condition, type)}`;
    case 'message': {
      const subject =
        textAt(condition, 'node') ||
        wordFor(words, 'channel', textAt(condition, 'channel')) ||
        words.t('condition.message');
      return `${subject} ${is}${withinText(condition, words)}`;
    }
    case 'consent':
      return words.t('condition.consentIs', {
        channel: wordFor(words, 'channel', textAt(condition, 'channel')),
        is,
      });
    case 'bucket': {
      const edge = (name: string) => (numberAt(condition, name) ?? 0) / BUCKETS;
      return `${words.t('condition.bucket')} ${words.percent(edge('from'))} – ${words.percent(edge('to'))}`;
    }
    default:
      return words.t('condition.incomplete');
  }
}
