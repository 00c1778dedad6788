import { type LayoutGraph, layoutCards } from '../commands/layoutCards.ts';

addEventListener('message', ({ data }: MessageEvent<LayoutGraph>) => {
  postMessage(layoutCards(data));
});
