import { instantText } from '../../shared/time.ts';

export function optionalInstant(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : instantText(ms);
}
