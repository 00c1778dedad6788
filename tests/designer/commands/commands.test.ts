// Goal: each edit of the canvas changes the document as an operator expects, and never anything else.
// Method: examples by name on one real journey; what comes out must still parse as a journey.
import { describe, expect, test } from 'vitest';
import { addNode } from '../../../designer/commands/addNode.ts';
import { applyFix } from '../../../designer/commands/applyFix.ts';
import { autoLayout } from '../../../designer/commands/autoLayout.ts';
import { changeJourney } from '../../../designer/commands/changeJourney.ts';
import { changeSettings } from '../../../designer/commands/changeSettings.ts';
import { connect, mayConnect } from '../../../designer/commands/connect.ts';
import { disconnect } from '../../../designer/commands/disconnect.ts';
import { copyNodes, fragmentText, parseFragment } from '../../../designer/commands/fragment.ts';
import { insertOnEdge } from '../../../designer/commands/insertOnEdge.ts';
import { moveNodes } from '../../../designer/commands/moveNodes.ts';
import { outletsOf } from '../../../designer/commands/outletsOf.ts';
import { duplicateNodes, pasteNodes } from '../../../designer/commands/pasteNodes.ts';
import { removeNodes } from '../../../designer/commands/removeNodes.ts';
import { setMaxVisits } from '../../../designer/commands/setMaxVisits.ts';
import { type Journey, journeySchema } from '../../../shared/journey/journey.ts';
import { builtInRegistry as registry } from '../../../shared/nodes/kinds.ts';
import { sampleJourney } from './sampleJourney.ts';

function counting(): () => string {
  let number = 0;
  return () => `salt${++number}`;
}

const journey = sampleJourney();
const nextOf = (changed: Journey, id: string) => changed.nodes[id]?.next;

describe('adding', () => {
  const ids = [
    { says: 'a message is named after its channel', kind: 'message', id: 'sms2' },
    { says: 'a delay is a wait', kind: 'delay', id: 'wait2' },
    { says: 'other kinds keep their name', kind: 'branch', id: 'branch1' },
    { says: 'a second trigger gets a number', kind: 'trigger', id: 'start1' },
  ];
  test.each(ids)('$says', ({ kind, id }) => {
    const added = addNode(journey, { kind, position: { x: 1, y: 2 } }, registry, counting());
    expect(added.made).toEqual([id]);
    expect(added.journey.nodes[id]?.kind).toBe(kind);
    expect(added.journey.layout[id]).toEqual({ x: 1, y: 2 });
    expect(journeySchema.parse(added.journey)).toEqual(added.journey);
  });

  test('the first trigger of a journey is called start', () => {
    const empty = { ...journey, nodes: {}, layout: {} };
    const added = addNode(empty, { kind: 'trigger', position: { x: 0, y: 0 } }, registry, counting());
    expect(added.made).toEqual(['start']);
  });

  test('a new split has a salt of its own', () => {
    const added = addNode(journey, { kind: 'split', position: { x: 0, y: 0 } }, registry, counting());
    expect(added.journey.nodes.split1?.settings.salt).toBe('salt1');
  });

  test('a node added after an outlet is what the outlet leads to', () => {
    const after = { from: 'who', outlet: 'out' };
    const added = addNode(journey, { kind: 'exit', position: { x: 0, y: 0 }, after }, registry, counting());
    expect(nextOf(added.journey, 'who')).toEqual({ in: 'ab', out: 'exit2' });
  });

  test('an unknown kind changes nothing', () => {
    const added = addNode(journey, { kind: 'nothing', position: { x: 0, y: 0 } }, registry, counting());
    expect(added).toEqual({ journey, made: [] });
  });
});

describe('inserting on an edge', () => {
  const edge = { from: 'who', outlet: 'in' };
  const inserted = insertOnEdge(
    journey,
    { kind: 'message', edge, room: { x: 0, y: 140 } },
    registry,
    counting(),
  );

  test('the new node stands between both ends', () => {
    expect(inserted.made).toEqual(['sms2']);
    expect(nextOf(inserted.journey, 'who')).toEqual({ in: 'sms2' });
    expect(nextOf(inserted.journey, 'sms2')).toEqual({ sent: 'ab' });
  });

  test('what follows makes room and what comes before stays', () => {
    expect(inserted.journey.layout).toMatchObject({
      start: { x: 0, y: 0 },
      who: { x: 0, y: 120 },
      sms2: { x: 0, y: 240 },
      ab: { x: 0, y: 380 },
      exit1: { x: 150, y: 940 },
    });
  });

  test('a node without outlets would cut the path and is refused', () => {
    const refused = insertOnEdge(
      journey,
      { kind: 'exit', edge, room: { x: 0, y: 140 } },
      registry,
      counting(),
    );
    expect(refused).toEqual({ journey, made: [] });
  });
});

describe('connecting', () => {
  const cases = [
    { says: 'an outlet may lead to any other node', from: 'who', outlet: 'out', to: 'exit1', may: true },
    { says: 'a loop back is allowed', from: 'wait1', outlet: 'opened', to: 'who', may: true },
    { says: 'nothing leads to the trigger', from: 'wait1', outlet: 'opened', to: 'start', may: false },
    { says: 'nothing leads to itself', from: 'wait1', outlet: 'timeout', to: 'wait1', may: false },
    {
      says: 'an outlet the node does not have leads nowhere',
      from: 'who',
      outlet: 'x',
      to: 'ab',
      may: false,
    },
    { says: 'nothing leads to a node that is not there', from: 'who', outlet: 'in', to: 'gone', may: false },
  ];
  test.each(cases)('$says', ({ may, ...connection }) => {
    expect(mayConnect(journey, connection, registry)).toBe(may);
    const connected = connect(journey, connection, registry);
    if (may) expect(nextOf(connected, connection.from)?.[connection.outlet]).toBe(connection.to);
    else expect(connected).toBe(journey);
  });

  test('disconnecting cuts one outlet only', () => {
    const cut = disconnect(journey, { from: 'sms1', outlet: 'failed' });
    expect(nextOf(cut, 'sms1')).toEqual({ sent: 'wait1' });
    expect(disconnect(cut, { from: 'sms1', outlet: 'failed' })).toBe(cut);
  });
});

describe('removing', () => {
  const cases = [
    { says: 'one way on joins the neighbours', remove: ['who'], at: 'start', next: { next: 'ab' } },
    { says: 'several ways on leave the outlet open', remove: ['ab'], at: 'who', next: {} },
    {
      says: 'a node with one way on hands it to each neighbour',
      remove: ['push1'],
      at: 'sms1',
      next: { sent: 'wait1', failed: 'wait1' },
    },
    {
      says: 'a chain of removed nodes is bridged as one',
      remove: ['who', 'ab', 'sms1', 'push1'],
      at: 'start',
      next: { next: 'wait1' },
    },
    {
      says: 'a way on to the node itself is no way on',
      remove: ['push1', 'wait1', 'exit1'],
      at: 'sms1',
      next: {},
    },
    {
      says: 'removing an end leaves the outlet open',
      remove: ['exit1'],
      at: 'wait1',
      next: { timeout: 'sms1' },
    },
  ];
  test.each(cases)('$says', ({ remove, at, next }) => {
    const left = removeNodes(journey, remove);
    expect(nextOf(left, at)).toEqual(next);
    for (const id of remove) {
      expect(left.nodes[id]).toBeUndefined();
      expect(left.layout[id]).toBeUndefined();
    }
  });
});

describe('copying', () => {
  test('a duplicate keeps inner edges, drops outer ones and gets new salts', () => {
    const { journey: copied, made } = duplicateNodes(journey, ['ab', 'sms1'], registry, counting());
    expect(made).toEqual(['split1', 'sms2']);
    expect(nextOf(copied, 'split1')).toEqual({ A: 'sms2' });
    expect(nextOf(copied, 'sms2')).toEqual({});
    expect(copied.nodes.split1?.settings.salt).not.toBe('k7f2');
    expect(copied.nodes.split1?.settings.arms).toEqual(journey.nodes.ab?.settings.arms);
    expect(copied.layout.sms2).toEqual({ x: -118, y: 412 });
  });

  test('a second trigger is not pasted', () => {
    const { made } = duplicateNodes(journey, ['start', 'who'], registry, counting());
    expect(made).toEqual(['audience1']);
  });

  test('a condition on the message of a copied node follows the copy', () => {
    const condition = { type: 'message', is: 'clicked', node: 'sms1' };
    const asking = changeSettings(journey, { nodeId: 'who', settings: { condition } }, registry);
    const { journey: copied } = duplicateNodes(asking, ['who', 'sms1'], registry, counting());
    expect(copied.nodes.audience1?.settings).toEqual({ condition: { ...condition, node: 'sms2' } });
  });

  test('nodes travel through the clipboard as text', () => {
    const fragment = parseFragment(fragmentText(copyNodes(journey, ['sms1', 'wait1'])));
    expect(fragment).not.toBeNull();
    if (!fragment) return;
    const { journey: pasted, made } = pasteNodes(journey, fragment, { x: 0, y: 0 }, registry, counting());
    expect(made).toEqual(['sms2', 'wait2']);
    expect(nextOf(pasted, 'wait2')).toEqual({ timeout: 'sms2' });
  });

  test.each(['', 'hello', '{"nodes":{}}', '[]', 'null'])(
    'text that is not ours is left alone: %j',
    (text) => {
      expect(parseFragment(text)).toBeNull();
    },
  );
});

describe('changing', () => {
  test('removing an arm cuts its edge', () => {
    const arms = [
      { id: 'A', share: 50 },
      { id: 'C', share: 50 },
    ];
    const changed = changeSettings(journey, { nodeId: 'ab', settings: { salt: 'k7f2', arms } }, registry);
    expect(nextOf(changed, 'ab')).toEqual({ A: 'sms1' });
  });

  test('settings that cannot be read keep all edges', () => {
    const changed = changeSettings(journey, { nodeId: 'ab', settings: {} }, registry);
    expect(nextOf(changed, 'ab')).toEqual({ A: 'sms1', B: 'wait1' });
  });

  test('an outlet the node lost is still drawn, as stale', () => {
    const node = { kind: 'exit', settings: {}, next: { gone: 'who' } };
    expect(outletsOf(node, registry)).toEqual([
      { id: 'gone', words: { en: 'gone', 'zh-CN': 'gone' }, stale: true },
    ]);
  });

  test('the visits of a node are set and reset', () => {
    const set = setMaxVisits(journey, { nodeId: 'wait1', maxVisits: 3 });
    expect(set.nodes.wait1?.maxVisits).toBe(3);
    expect(setMaxVisits(set, { nodeId: 'wait1', maxVisits: null })).toEqual(journey);
  });

  test('a field of the journey given as undefined leaves the document', () => {
    const dated = changeJourney(journey, { starts: '2026-03-01T09:00' });
    expect(dated.starts).toBe('2026-03-01T09:00');
    expect(changeJourney(dated, { starts: undefined })).toEqual(journey);
  });

  test('moving rounds to whole pixels and ignores what is not there', () => {
    const moved = moveNodes(journey, { who: { x: 10.4, y: 9.6 }, gone: { x: 0, y: 0 } });
    expect(moved.layout.who).toEqual({ x: 10, y: 10 });
    expect(moved.layout.gone).toBeUndefined();
    expect(moveNodes(journey, { who: { x: 0.2, y: 120 } })).toBe(journey);
  });

  const fixes = [
    { says: 'writes into a node', path: ['nodes', 'ab', 'settings', 'salt'], value: 'new' },
    { says: 'writes into a list', path: ['nodes', 'ab', 'settings', 'arms', '1', 'share'], value: 40 },
    { says: 'writes a field of the journey', path: ['versionPolicy'], value: 'migrate' },
  ];
  test.each(fixes)('a fix $says', ({ path, value }) => {
    const fixed = applyFix(journey, { path, value });
    const read = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], fixed);
    expect(read).toBe(value);
  });
});

describe('laying out', () => {
  test.each(['TB', 'LR'] as const)('no two cards overlap and arms keep their order: %s', (direction) => {
    const { layout } = autoLayout(journey, direction, registry);
    expect(Object.keys(layout).sort()).toEqual(Object.keys(journey.nodes).sort());
    const main = direction === 'TB' ? 'y' : 'x';
    expect(layout.start?.[main]).toBeLessThan(layout.who?.[main] ?? 0);
    expect(layout.ab?.[main]).toBeLessThan(layout.sms1?.[main] ?? 0);
  });

  test('targets of the arms of a split lie in the order of the arms', () => {
    const exits = ['D', 'C', 'B', 'A'].map((id) => [`exit${id}`, { kind: 'exit', settings: {}, next: {} }]);
    const made: Journey = { ...journey, nodes: Object.fromEntries(exits), layout: {} };
    const arms = ['A', 'B', 'C', 'D'].map((id) => ({ id, share: 25 }));
    const next = Object.fromEntries(arms.map(({ id }) => [id, `exit${id}`]));
    made.nodes.ab = { kind: 'split', settings: { arms, salt: 's' }, next };
    const across = Object.entries(autoLayout(made, 'TB', registry).layout)
      .filter(([id]) => id.startsWith('exit'))
      .sort(([, a], [, b]) => a.x - b.x)
      .map(([id]) => id);
    expect(across).toEqual(['exitA', 'exitB', 'exitC', 'exitD']);
  });
});
