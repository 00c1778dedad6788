import type { ProfileInput } from '../../shared/profile.ts';
import type { EngineCalls, TrackedEvent } from '../engineCalls.ts';
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
    } else groups.push({ calls: [call], items });
  }
  return groups;
}

/**
 * Answers calls as they come. Events, and profiles, that arrived together are accepted together:
 * they share the transaction and its one write to disk.
 */
export function answerCalls(calls: EngineCalls, send: (message: FromEngine) => void) {
  let queue: Call[] = [];
  let isScheduled = false;
  const running = new Set<Promise<void>>();

  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  /** Answers every call of a group with its own part of what the group came to. */
  async function together(
    group: readonly Call[],
    run: () => Promise<(call: Call) => unknown>,
  ): Promise<void> {
    try {
      const answerTo = await run();
      for (const call of group) send({ type: 'answer', id: call.id, value: answerTo(call) });
    } catch (error) {
      for (const call of group) send({ type: 'fault', id: call.id, fault: faultOf(error) });
    }
  }

  function trackEvents(group: readonly Call[], events: TrackedEvent[]): Promise<void> {
    return together(group, async () => {
      const results = await calls.track(events);
      let from = 0;
      return (call) => {
        const count = (call.args[0] as unknown[]).length; // track's one argument is a list
        from += count;
        return results.slice(from - count, from);
      };
    });
  }

  function putProfiles(group: readonly Call[], profiles: ProfileInput[]): Promise<void> {
    return together(group, async () => {
      await calls.putProfiles(profiles);
      return () => null;
    });
  }

  async function one(call: Call): Promise<void> {
    await together([call], async () => {
      const run = calls[call.method] as (...args: unknown[]) => Promise<unknown>; // typed where it was called
      const value = await run(...call.args);
      return () => value;
    });
  }

  function drain(): void {
    isScheduled = false;
    const taken = queue;
    queue = [];
    const events = taken.filter(({ method }) => method === 'track');
    const profiles = taken.filter(({ method }) => method === 'putProfiles');
    for (const group of groupsOf(profiles, (call) => call.args[0] as ProfileInput[])) {
      track(putProfiles(group.calls, group.items));
    }
    for (const group of groupsOf(events, (call) => call.args[0] as TrackedEvent[])) {
      track(trackEvents(group.calls, group.items));
    }
    for (const call of taken) {
      if (call.method !== 'track' && call.method !== 'putProfiles') track(one(call));
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
