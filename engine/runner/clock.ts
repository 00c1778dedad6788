/** The clock is a port: real in a server, virtual in rehearsals. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** A clock that stands still until it is moved. */
export class VirtualClock implements Clock {
  private atMs: number;

  constructor(startMs: number) {
    this.atMs = startMs;
  }

  nowMs(): number {
    return this.atMs;
  }

  /** Never moves back. */
  moveTo(ms: number): void {
    this.atMs = Math.max(this.atMs, ms);
  }
}
