import { noPairMoments, type PairMoments } from '../../core/statistics/moments.ts';

/** Welford's sums of two values per household. */
export class RunningPairs {
  private units = 0;
  private meanY = 0;
  private meanX = 0;
  private centredYY = 0;
  private centredXX = 0;
  private centredXY = 0;

  add(y: number, x: number): void {
    this.units += 1;
    const stepY = y - this.meanY;
    const stepX = x - this.meanX;
    this.meanY += stepY / this.units;
    this.meanX += stepX / this.units;
    this.centredYY += stepY * (y - this.meanY);
    this.centredXX += stepX * (x - this.meanX);
    this.centredXY += stepX * (y - this.meanY);
  }

  get now(): PairMoments {
    if (this.units === 0) return noPairMoments;
    const { units, meanY, meanX, centredYY, centredXX, centredXY } = this;
    return { units, meanY, meanX, centredYY, centredXX, centredXY };
  }
}
