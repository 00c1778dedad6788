// Goal: a document is one text and one hash, whatever order it was written in and wherever its nodes were drawn.
// Method: generated journeys are shuffled, written and read again; the hash is recomputed with the runtime's own SHA-256.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, journeyHash, journeyText } from '../../shared/journey/canonical.ts';
import { type Journey, journeySchema } from '../../shared/journey/journey.ts';
import { journey } from '../generators/journey.ts';

const sample = journeySchema.parse({
  format: 1,
  id: 'sample',
  name: '新卡激活',
  goals: [{ id: 'g', event: 'used' }],
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'end' } },
    end: { kind: 'exit', settings: {}, next: {} },
  },
});

/** The same value with the fields of every object in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, inner]) => [name, reversed(inner)]));
}

describe('canonical text', () => {
  test('round trips byte for byte, in whatever order the fields were written', () => {
    fc.assert(
      fc.property(journey, (document) => {
        const text = journeyText(document);
        expect(journeyText(JSON.parse(text))).toBe(text);
        expect(journeyText(reversed(document) as typeof document)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 100 },
    );
  });

  test('lists keep their order', () => {
    expect(canonical({ b: [3, 1, 2], a: [{ z: 1, y: 2 }] })).toEqual({ a: [{ y: 2, z: 1 }], b: [3, 1, 2] });
    expect(JSON.stringify(canonical({ b: [3, 1, 2], a: 1 }))).toBe('{"a":1,"b":[3,1,2]}');
  });

  test('names that JavaScript orders or treats by itself come out the same', () => {
    const odd = JSON.parse('{"b":1,"10":2,"2":3,"__proto__":{"x":1},"a":4}');
    const text = JSON.stringify(canonical(odd));
    expect(JSON.stringify(canonical(JSON.parse(text)))).toBe(text);
    expect(text).toContain('"__proto__":{"x":1}');
  });
});

describe('content hash', () => {
  test('is SHA-256 over the canonical document without its layout', () => {
    const { layout: _layout, ...meaning } = sample;
    const expected = createHash('sha256')
      .update(JSON.stringify(canonical(meaning)), 'utf8')
      .digest('hex');
    expect(journeyHash(sample)).toBe(expected);
  });

  test('does not change when a node is moved on the canvas', () => {
    expect(journeyHash({ ...sample, layout: { start: { x: 1, y: 2 } } })).toBe(journeyHash(sample));
  });

  test('does not change when a default is spelled out in the document', () => {
    const { class: _class, priority: _priority, ...rest } = sample;
    expect(journeyHash(journeySchema.parse(rest))).toBe(journeyHash(sample));
  });

  const changes: [string, Partial<Journey>][] = [
    ['name', { name: 'Other' }],
    ['description', { description: 'x' }],
    ['class', { class: 'service' }],
    ['priority', { priority: 51 }],
    ['zone', { timeZone: 'Asia/Tokyo' }],
    ['goals', { goals: [] }],
    ['exits', { exits: [{ event: 'lost', reason: 'exit' }] }],
    ['holdout', { holdout: { share: 0.1 } }],
    ['version policy', { versionPolicy: 'migrate' }],
    ['test mode', { testMode: true }],
    ['an edge', { nodes: { ...sample.nodes, start: { ...sample.nodes.start, next: {} } as never } }],
  ];
  test.each(changes)('changes with the %s', (_what, change) => {
    expect(journeyHash({ ...sample, ...change })).not.toBe(journeyHash(sample));
  });
});
