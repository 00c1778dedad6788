/** Begins as little as possible: a journey is on its way before the program that shows it has been read. */
import { askAhead } from './api/ahead.ts';

const journeyId = /^\/journeys\/([^/]+)\/?$/.exec(location.pathname)?.[1];
if (journeyId !== undefined) {
  askAhead(['/kinds', `/journeys/${journeyId}`]);
  // the router asks for it again, and says so where it cannot be had
  import('./pages/journeys/JourneyPage.tsx').catch(() => undefined);
}
void import('./start.tsx');
