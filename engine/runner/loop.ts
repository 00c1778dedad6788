import type { Clock } from './clock.ts';
import { letOthersGo } from './letOthersGo.ts';
import type { Runner } from './runner.ts';

/** Longest sleep, so that a clock set forward is noticed soon. */
const SLEEP_MS_MAX = 1_000;
/** What is due may be waiting for an answer, which wakes the engine when it comes. */
const SLEEP_MS_MIN = { atRest: 1, awaitingAnswers: 50 };
/** Between two looks whether everything accepted is applied. */
const APPLIED_POLL_MS = 5;

/** Real time: one pass of the runner after the other, and sleep where nothing is due, until it is stopped. */
export class Loop {
  private readonly runner: Runner;
  private readonly clock: Clock;
  private readonly onFault: (fault: unknown) => void;
  private running: Promise<void> | null = null;
  private isStopping = false;

  constructor(given: {
    runner: Runner;
    clock: Clock;
    /** a fault of ours or of the store ends the loop; without a listener it is thrown where nobody catches it */
    onFault: ((fault: unknown) => void) | undefined;
  }) {
    this.runner = given.runner;
    this.clock = given.clock;
    this.onFault =
      given.onFault ??
      ((fault) => {
        throw fault;
      });
  }

  /** @param recover what has to be done before the first pass */
  async start(recover: () => Promise<void>): Promise<void> {
    if (this.running) return;
    this.isStopping = false;
    await recover();
    this.running = this.run().catch(this.onFault);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.runner.wakeUp();
    await this.running;
    this.running = null;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const nowMs = this.clock.nowMs();
      const did = await this.runner.pass({ nowMs, timersUntilMs: nowMs, awaitAnswers: false });
      if (did) await letOthersGo();
      else await this.runner.sleep(await this.untilNextDue());
    }
    while (this.runner.pendingCallCount > 0) {
      const options = { nowMs: this.clock.nowMs(), timersUntilMs: 0, awaitAnswers: false };
      const hasSettled = await this.runner.settleAnswers(options);
      if (!hasSettled) await this.runner.sleep(SLEEP_MS_MAX);
    }
  }

  private async untilNextDue(): Promise<number> {
    const dueMs = await this.runner.nextDueMs();
    const waitMs = dueMs === null ? SLEEP_MS_MAX : dueMs - this.clock.nowMs();
    const leastMs = this.runner.isAwaitingAnswers ? SLEEP_MS_MIN.awaitingAnswers : SLEEP_MS_MIN.atRest;
    return Math.min(Math.max(waitMs, leastMs), SLEEP_MS_MAX);
  }

  /** Resolves once nothing is due now and no call is under way. */
  async applied(): Promise<void> {
    for (;;) {
      const dueMs = await this.runner.nextDueMs();
      const isIdle = dueMs === null || dueMs > this.clock.nowMs();
      if (isIdle && this.runner.pendingCallCount === 0 && !this.runner.isBusy) return;
      this.runner.wakeUp();
      await new Promise((resolve) => setTimeout(resolve, APPLIED_POLL_MS));
    }
  }
}
