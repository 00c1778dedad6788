/** Where the time of each phase goes, as V8's sampling profiler sees it. */
import { type Profiler, Session } from 'node:inspector/promises';
import { openBenchEngine } from './benchEngine.ts';
import { benchJourney, benchWorkspace, DELAY_MS, ENTRY_AT_MS, sendsAtMs } from './benchPopulation.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';

const INTERVAL_US = 200;
const TOP = 10;

/** A share of the time, 0 to 1. */
export interface Share {
  name: string;
  share: number;
}

export interface PhaseProfile {
  phase: string;
  microsecondsEach: number;
  /** by whose code was running */
  owners: Share[];
  /** our functions by the time in themselves and in what is not ours below them */
  ours: Share[];
}

/** Our own file below a folder of the package, or null for anybody else's. */
function ourFile(url: string): string | null {
  return /\/(?:dist\/)?((?:shared|engine|server)\/[^?]+?)\.[jt]s$/.exec(url)?.[1] ?? null;
}

function ownerOf({ functionName, url }: Profiler.ProfileNode['callFrame']): string {
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (functionName === '(program)' || functionName === '(idle)')
    return 'waiting for the disk, and other native code';
  if (url.includes('/node_modules/')) return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url;
  const file = ourFile(url);
  if (file !== null) return `ours: ${file.split('/').slice(0, 2).join('/')}`;
  return url === '' ? 'SQLite and built-in functions' : 'Node';
}

function shares(times: ReadonlyMap<string, number>, totalTime: number): Share[] {
  return [...times]
    .map(([name, time]) => ({ name, share: time / totalTime }))
    .sort((a, b) => b.share - a.share)
    .slice(0, TOP);
}

function summary({
  nodes,
  samples = [],
  timeDeltas = [],
}: Profiler.Profile): Pick<PhaseProfile, 'owners' | 'ours'> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const owners = new Map<string, number>();
  const ours = new Map<string, number>();
  const add = (times: Map<string, number>, name: string, time: number) =>
    times.set(name, (times.get(name) ?? 0) + time);
  let totalTime = 0;
  for (const [index, id] of samples.entries()) {
    const time = timeDeltas[index] ?? 0;
    totalTime += time;
    const running = byId.get(id);
    if (!running) continue;
    add(owners, ownerOf(running.callFrame), time);
    let node: Profiler.ProfileNode | undefined = running;
    while (node && ourFile(node.callFrame.url) === null) node = byId.get(parents.get(node.id) ?? -1);
    if (!node) continue;
    const { functionName, url } = node.callFrame;
    add(ours, `${functionName === '' ? '(anonymous)' : functionName} ${ourFile(url)}`, time);
  }
  return { owners: shares(owners, totalTime), ours: shares(ours, totalTime) };
}

/** Profiles enrolment, sends and timers of so many customers in the thread that asks. */
export function profilePhases(customerCount: number): Promise<PhaseProfile[]> {
  return inTemporaryFolder(async (folder) => {
    const setup = { folder, workspace: benchWorkspace, customerCount };
    const { publish, settleAt, close } = await openBenchEngine(setup);
    await publish(benchJourney);
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
    const sentAtMs = sendsAtMs(customerCount);
    const phases = [
      { phase: 'enrol', atMs: ENTRY_AT_MS },
      { phase: 'sends', atMs: sentAtMs },
      { phase: 'timers', atMs: sentAtMs + DELAY_MS },
    ];
    const found: PhaseProfile[] = [];
    for (const { phase, atMs } of phases) {
      await session.post('Profiler.start');
      const spentMs = await settleAt(atMs);
      const { profile } = await session.post('Profiler.stop');
      found.push({ phase, microsecondsEach: (spentMs * 1000) / customerCount, ...summary(profile) });
    }
    session.disconnect();
    close();
    return found;
  });
}
