import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { refuse } from '../http/requestRefusal.ts';
import type { JourneyNews } from '../live/journeyWatch.ts';
import { journeyOf } from './journeyOf.ts';

/** Events a slow reader may have waiting; each tells everything, so leaving one out loses nothing. */
const WAITING_MAX = 20;
/** A comment this often keeps proxies from closing a silent stream. */
const HEARTBEAT_MS = 15_000;

function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function liveRoutes(app: Hono, backend: Backend): void {
  const { watch } = backend;

  bindEndpoint(app, endpoints.watchJourney, async ({ params }) => {
    journeyOf(backend, params.id);
    const encoder = new TextEncoder();
    let stop = () => {};
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        let state: string | null = null;
        const write = (text: string) => controller.enqueue(encoder.encode(text));
        const hear = (news: JourneyNews) => {
          if ((controller.desiredSize ?? 0) < -WAITING_MAX) return;
          if (news.state !== state) write(eventText('state', { state: news.state }));
          state = news.state;
          write(eventText('counts', news.counts));
        };
        const unwatch = watch.watch(params.id, hear);
        if (!unwatch) throw refuse(503, 'too-many-streams');
        const beat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
        let isOver = false;
        stop = () => {
          if (isOver) return;
          isOver = true;
          clearInterval(beat);
          unwatch();
        };
        void watch.closed.then(() => {
          if (isOver) return;
          stop();
          controller.close();
        });
      },
      cancel: () => stop(),
    });
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
  });
}
