/** What a journey's document says about one of its messages. */
import { enrollmentOfKey, type Knowledge } from './knowledge.ts';

export interface MessageKind {
  isMarketing: boolean;
  tags: readonly string[];
  channel: string;
}

/** Null for calls that are no messages, and for enrollments the store does not know. */
export function messageOf(known: Knowledge, of: { key: string; node: string }): MessageKind | null {
  const enrollment = known.enrollmentById.get(enrollmentOfKey(of.key));
  if (!enrollment) return null;
  const document = known.documentOf(enrollment.journeyId, enrollment.version);
  const node = document?.nodes[of.node];
  if (node?.kind !== 'message') return null;
  const { purpose = document?.class, tags = [], channel } = node.settings;
  return {
    isMarketing: purpose !== 'service',
    tags: Array.isArray(tags) ? tags.map(String) : [],
    channel: String(channel),
  };
}
