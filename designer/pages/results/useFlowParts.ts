import { useMemo } from 'react';
import type { Counts, JourneyDetail } from '../../../shared/api/journeys.ts';
import { useVersionCounts, useVersionDocuments } from '../../api/versions.ts';
import type { FlowPart } from './flowLinks.ts';

/** Each version with its own counts, the newest first; null until they are there. */
export function useFlowParts(journey: JourneyDetail, counts: Counts): readonly FlowPart[] | null {
  const { id, hasDraft, document } = journey;
  const versions = useMemo(
    () => journey.versions.map(({ version }) => version).sort((a, b) => b - a),
    [journey.versions],
  );
  const isOne = versions.length <= 1;
  const documents = useVersionDocuments(id, isOne && !hasDraft ? [] : versions);
  const ofVersions = useVersionCounts(id, isOne ? [] : versions);
  return useMemo(() => {
    if (!documents || !ofVersions) return null;
    if (isOne) return [{ document: documents[0] ?? document, counts }];
    return documents.flatMap((of, index) => {
      const part = ofVersions[index];
      return part ? [{ document: of, counts: part }] : [];
    });
  }, [isOne, document, counts, documents, ofVersions]);
}
