import { type OutboxRow, sendKey } from '../core/records.ts';

/** Neither id holds a line break. */
function nameOf({ journeyId, profileId }: Pick<OutboxRow, 'journeyId' | 'profileId'>): string {
  return `${journeyId}\n${profileId}`;
}

/** Calls of this life that are not settled yet, and for whom. */
export class CallsUnderWay {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  begin(row: OutboxRow): void {
    const name = nameOf(row);
    this.names.set(sendKey(row), name);
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  end(key: string): void {
    const name = this.names.get(key);
    if (name === undefined) return;
    this.names.delete(key);
    const left = (this.counts.get(name) ?? 1) - 1;
    if (left > 0) this.counts.set(name, left);
    else this.counts.delete(name);
  }

  /** Whether a journey waits for an answer about a customer. */
  has(journeyId: string, profileId: string): boolean {
    return this.counts.has(nameOf({ journeyId, profileId }));
  }
}
