import type { Page } from 'playwright';

/** Frames a second that the page drew while something was done with it. */
export async function frameRateOf(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const watch = { isOver: false, frames };
    Object.assign(window, { framesWatched: watch });
    requestAnimationFrame(function next(atMs) {
      frames.push(atMs);
      if (!watch.isOver) requestAnimationFrame(next);
    });
  });
  await act();
  return await page.evaluate(() => {
    // put there above
    const { framesWatched } = window as unknown as { framesWatched: { isOver: boolean; frames: number[] } };
    framesWatched.isOver = true;
    const { frames } = framesWatched;
    return (1000 * (frames.length - 1)) / ((frames.at(-1) ?? 0) - (frames[0] ?? 0));
  });
}
