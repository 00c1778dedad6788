import type { EventInput } from '../../shared/event.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import type { EngineCalls } from '../engineCalls.ts';
import { RequestRefusal } from '../http/requestRefusal.ts';
import type { Call, CallFault, FromEngine } from './protocol.ts';

/** One transaction takes at most this many inputs, so that a flood delays nobody's answer by long. */
const INPUTS_PER_COMMIT = 2_000;

function faultOf(error: unknown): CallFault {
  const problems = error instanceof RequestRefusal ? error.problems : null;
  const status = error instanceof RequestRefusal ? error.status : null;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, stack, problems, status };
}

/** Runs of calls whose items fit into one commit together, in order. */
function groupsOf<Item>(
  calls: readonly Call[],
  itemsOf: (call: Call) => Item[],
): { calls: Call[]; items: Item[] }[] {
  const groups: { calls: Call[]; items: Item[] }[] = [];
  for (const call of calls) {
    const items = itemsOf(call);
    const last = groups.at(-1);
    if (last && last.items.length + items.length <= INPUTS_PER_COMMIT) {
      last.calls.push(call);
      last.items.push(...items);
      // its own list: the first call's must stay as long as that call's answer
    } else groups.push({ calls: [call], items: [...items] });
  }
  return groups;
}

type Send = (message: FromEngine) => void;

/** Answers every call of a group with its own part of what the group came to. */
async function together(
  group: readonly Call[],
  send: Send,
  run: () => Promise<(call: Call) => unknown>,
): Promise<void> {
  try {
    const answerTo = await run();
    for (const call of group) send({ type: 'answer', id: call.id, value: answerTo(call) });
  } catch (error) {
    for (const call of group) send({ type: 'fault', id: call.id, fault: faultOf(error) });
  }
}

/** The work that a queue of calls comes to; events, and profiles, share transactions. */
function worksOf(taken: readonly Call[], calls: EngineCalls, send: Send): Promise<void>[] {
  const events = taken.filter(({ method }) => method === 'track');
  const profiles = taken.filter(({ method }) => method === 'putProfiles');
  const others = taken.filter(({ method }) => method !== 'track' && method !== 'putProfiles');
  return [
    ...groupsOf(profiles, (call) => call.args[0] as ProfileInput[]).map((group) =>
      together(group.calls, send, async () => {
        await calls.putProfiles(group.items);
        return () => null;
      }),
    ),
    ...groupsOf(events, (call) => call.args[0] as EventInput[]).map((group) =>
      together(group.calls, send, async () => {
        const results = await calls.track(group.items);
        let from = 0;
        return (call) => {
          const count = (call.args[0] as unknown[]).length; // track's one argument is a list
          from += count;
          return results.slice(from - count, from);
        };
      }),
    ),
    ...others.map((call) =>
      together([call], send, async () => {
        const run = calls[call.method] as (...args: unknown[]) => Promise<unknown>; // typed where it was called
        const value = await run(...call.args);
        return () => value;
      }),
    ),
  ];
}

/**
 * Answers calls as they come. Events, and profiles, that arrived together are accepted together:
 * they share the transaction and its one write to disk.
 */
export function answerCalls(calls: EngineCalls, send: Send) {
  let queue: Call[] = [];
  let isScheduled = false;
  const running = new Set<Promise<void>>();

  function drain(): void {
    isScheduled = false;
    const taken = queue;
    queue = [];
    for (const work of worksOf(taken, calls, send)) {
      running.add(work);
      void work.finally(() => running.delete(work));
    }
  }

  return {
    take(taken: readonly Call[]): void {
      queue.push(...taken);
      if (isScheduled) return;
      isScheduled = true;
      // messages that waited while a batch was written are taken together
      setImmediate(drain);
    },
    /** Resolves when all that was taken is answered. */
    async settled(): Promise<void> {
      while (isScheduled) await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(running);
    },
  };
}
