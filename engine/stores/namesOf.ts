/** Ids of enrollments and sends, read back into their parts. */

export interface EnrollmentName {
  journeyId: string;
  profileId: string;
  ordinal: number;
}

export interface SendName extends EnrollmentName {
  node: string;
  visit: number;
  lane: string;
}

/** Reads what `enrollmentId` wrote; null for any other text. Profile ids may hold slashes, nothing else may. */
export function parseEnrollmentId(id: string): EnrollmentName | null {
  const first = id.indexOf('/');
  const last = id.lastIndexOf('/');
  if (first < 1 || last <= first + 1) return null;
  const ordinal = wholeNumber(id.slice(last + 1));
  if (ordinal === null) return null;
  return { journeyId: id.slice(0, first), profileId: id.slice(first + 1, last), ordinal };
}

/** Reads what `sendKey` wrote; null for any other text. */
export function parseSendKey(key: string): SendName | null {
  const parts = key.split('/');
  if (parts.length < 7 || parts.at(-1) !== '1') return null;
  const [node, visitText, lane] = parts.slice(-4, -1);
  const of = parseEnrollmentId(parts.slice(0, -4).join('/'));
  const visit = wholeNumber(visitText ?? '');
  if (!of || visit === null || node === undefined || lane === undefined) return null;
  return { ...of, node, visit, lane };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
