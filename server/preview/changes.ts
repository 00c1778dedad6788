import type { PublishPreview } from '../../shared/api/journeys.ts';
import { hashJson } from '../../shared/journey/canonical.ts';
import type { Journey } from '../../shared/journey/journey.ts';

type Change = PublishPreview['changes'][number];

/** What a draft changes against a version: nodes by id, everything else by the field's name. Positions are no change. */
export function changesBetween(before: Journey | undefined, after: Journey): Change[] {
  if (!before) return [];
  const compare = (old: unknown, now: unknown, subject: string): Change[] => {
    if (old === undefined) return now === undefined ? [] : [{ change: 'added', subject }];
    if (now === undefined) return [{ change: 'removed', subject }];
    return hashJson({ value: old }) === hashJson({ value: now }) ? [] : [{ change: 'changed', subject }];
  };
  const { nodes: oldNodes, layout: _oldLayout, ...oldFields } = before;
  const { nodes, layout: _layout, ...fields } = after;
  const named = (old: object, now: object): string[] => [
    ...new Set([...Object.keys(old), ...Object.keys(now)]),
  ];
  return [
    ...named(oldNodes, nodes).flatMap((id) => compare(oldNodes[id], nodes[id], `nodes.${id}`)),
    ...named(oldFields, fields).flatMap((name) =>
      compare(
        oldFields[name as keyof typeof oldFields], // a field one of the two documents has
        fields[name as keyof typeof fields],
        name,
      ),
    ),
  ];
}
