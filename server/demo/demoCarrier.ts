/** The carrier of the simulated days: the inbox provider, with the mishaps of a real one. */
import type { Provider } from '../../engine/runner/provider.ts';
import { packageVersion } from '../packageFolder.ts';
import inbox from '../providers/inbox.ts';
import type { Chance } from './chance.ts';
import type { DemoDelivery } from './demoInput.ts';

const REJECTED_SHARE = 0.004;
const BUSY_SHARE = 0.005;
const SILENT_SHARE = 0.0003;

/** @param onTaken hears of every message that was taken, so that its receipts can follow */
export function createDemoCarrier(given: {
  chance: Chance;
  nowMs: () => number;
  onTaken: (delivery: DemoDelivery) => void;
}): Provider {
  const { chance, nowMs, onTaken } = given;
  const carrier = inbox.create({}, { productVersion: packageVersion() });
  return {
    ...carrier,
    async send(request) {
      // the instant is part of the draw: a later attempt has its own luck, a repeated call the same
      const luck = chance(request.key, nowMs(), 'carrier');
      if (luck < REJECTED_SHARE) return { type: 'rejected', detail: 'no-such-number' };
      if (luck < REJECTED_SHARE + BUSY_SHARE) return { type: 'failed', detail: 'busy' };
      if (luck < REJECTED_SHARE + BUSY_SHARE + SILENT_SHARE) return { type: 'unknown' };
      const { key, profileId, journeyId, node, channel } = request;
      onTaken({ key, profileId, journeyId, node, channel, atMs: nowMs() });
      return carrier.send(request);
    },
  };
}
