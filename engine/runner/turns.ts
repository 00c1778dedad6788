/** Deeds that go one after the other: each knows what the one before it did, and none does it over. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Errors: those of the deed; a deed that waits for another turn of the same line waits for ever. */
  take<T>(deed: () => Promise<T>): Promise<T> {
    const turn = this.last.then(deed);
    // one that failed is its caller's concern, not the next one's
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
