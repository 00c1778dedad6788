import type { BacklogCount, BacklogRow } from '../../engine/stores/reports.ts';
import type { BacklogItemView, BacklogTotals } from '../../shared/api/backlog.ts';
import { instantText } from '../../shared/time.ts';

export function backlogItem({ atMs, profileId, held }: BacklogRow): BacklogItemView {
  return {
    profileId,
    type: held.type,
    since: instantText(atMs),
    node: held.type === 'entry' ? null : held.node,
    channel: held.type === 'act' ? held.lane : null,
    event: held.type === 'entry' ? held.event : null,
    key: held.type === 'entry' ? held.key : null,
  };
}

export function backlogTotals(counts: readonly BacklogCount[]): BacklogTotals {
  const tally = (age: 'young' | 'middle' | 'old') => {
    const of = (wanted: BacklogCount['type']) => counts.find(({ type }) => type === wanted)?.[age] ?? 0;
    return { entry: of('entry'), act: of('act'), timer: of('timer') };
  };
  return { underHour: tally('young'), underDay: tally('middle'), older: tally('old') };
}
