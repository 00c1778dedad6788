import { workspaceSchema } from '../../../shared/workspace.ts';
import { compareText } from '../../core/compareText.ts';
import type { AnalysisRun, Decision, Look } from '../../core/experiments/experimentRecords.ts';
import type { CountDelta, EntryDecision } from '../../core/records.ts';
import type { Alias } from '../alias.ts';
import type { AuditRow } from '../auditRow.ts';
import type { CatalogSnapshot } from '../catalog.ts';
import type { IdSpace } from '../idSpace.ts';
import type { Job } from '../store.ts';
import { type CustomerRecord, newRecord } from './customerRecord.ts';
import { createDueIndex, type DueIndex } from './dueIndex.ts';

export interface KeptDecision extends EntryDecision {
  seq: number;
}

/** Everything a memory store holds; outlives every runner that opens it. */
export interface MemoryData {
  seq: number;
  customers: Map<string, CustomerRecord>;
  /** ids of the customers in order, as of when they were last asked for */
  order: string[];
  /** ids that were merged, and the customer each leads to */
  aliases: Map<string, Alias>;
  /** ids ever accepted */
  acceptedIds: { readonly [space in IdSpace]: Set<string> };
  duplicates: { seq: number; id: string; atMs: number; profileId: string }[];
  /** oldest first */
  entries: KeptDecision[];
  /** how many of the entries are held ones */
  heldCount: number;
  counts: Map<string, CountDelta>;
  jobs: Map<string, Job>;
  paces: Map<string, number>;
  due: DueIndex;
  catalog: CatalogSnapshot;
  audit: AuditRow[];
  /** by id, oldest first */
  runs: Map<string, AnalysisRun>;
  looks: Look[];
  /** oldest first */
  decisions: Decision[];
}

export function createMemoryData(): MemoryData {
  return {
    seq: 0,
    customers: new Map(),
    order: [],
    aliases: new Map(),
    acceptedIds: { event: new Set(), receipt: new Set(), exposure: new Set() },
    duplicates: [],
    entries: [],
    heldCount: 0,
    counts: new Map(),
    jobs: new Map(),
    paces: new Map(),
    due: createDueIndex(),
    catalog: {
      workspace: defaultWorkspace(),
      journeys: [],
      versions: [],
      templates: [],
      audiences: [],
    },
    audit: [],
    runs: new Map(),
    looks: [],
    decisions: [],
  };
}

function defaultWorkspace(): CatalogSnapshot['workspace'] {
  const { audiences: _kept, ...settings } = workspaceSchema.parse({});
  return settings;
}

export function recordOf(data: MemoryData, profileId: string): CustomerRecord {
  let record = data.customers.get(profileId);
  if (!record) {
    record = newRecord(profileId);
    data.customers.set(profileId, record);
  }
  return record;
}

/** The order in which `Store.jobs` and `Reports.jobs` answer. */
export function jobsInOrder({ jobs }: MemoryData): Job[] {
  return [...jobs.values()].sort((a, b) => a.atMs - b.atMs || compareText(a.id, b.id));
}

/** Customers in id order, those after one id. */
export function recordsInOrder(data: MemoryData, afterProfileId = ''): CustomerRecord[] {
  if (data.order.length !== data.customers.size) data.order = [...data.customers.keys()].sort(compareText);
  const ids = data.order.slice(firstAfter(data.order, afterProfileId));
  return ids.map((id) => recordOf(data, id));
}

function firstAfter(order: readonly string[], id: string): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(order[middle] ?? '', id) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
