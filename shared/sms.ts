/** What an SMS comes to: alphabet, length, segments, signature and opt-out. */

/** GSM 03.38 default alphabet, without the escape character. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑܧ¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Reached through the escape character, so each takes two places. */
const GSM_EXTENSION = new Set('\f^{}\\[~]|€');

const GSM_SINGLE = 160;
const GSM_PART = 153;
const UCS2_SINGLE = 70;
const UCS2_PART = 67;

export interface SmsMeasure {
  alphabet: 'gsm7' | 'ucs2';
  /** places taken: septets in GSM-7, UTF-16 units in UCS-2 */
  length: number;
  segments: number;
  /** places one segment offers at this number of segments */
  perSegment: number;
  /** places left in the last segment */
  left: number;
  /** characters outside GSM-7, each once, when they are what makes the message UCS-2 */
  costly: string[];
}

/** Segments needed when no character may be torn apart between two of them. */
function segmentsOf(sizes: readonly number[], perSegment: number): { segments: number; used: number } {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > perSegment) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return { segments, used };
}

/**
 * Length of an SMS as carriers count it.
 *
 * Source: 3GPP TS 23.038 (alphabets) and 23.040 (concatenation: a header of 6 octets in every part).
 */
export function measureSms(text: string): SmsMeasure {
  const characters = [...text];
  const costly = [...new Set(characters.filter((one) => !GSM_BASIC.has(one) && !GSM_EXTENSION.has(one)))];
  const isGsm = costly.length === 0;
  const sizes = characters.map((one) => (isGsm ? (GSM_EXTENSION.has(one) ? 2 : 1) : one.length));
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const single = isGsm ? GSM_SINGLE : UCS2_SINGLE;
  const perSegment = length <= single ? single : isGsm ? GSM_PART : UCS2_PART;
  const { segments, used } = segmentsOf(sizes, perSegment);
  return {
    alphabet: isGsm ? 'gsm7' : 'ucs2',
    length,
    segments: text === '' ? 0 : segments,
    perSegment,
    left: perSegment - used,
    costly,
  };
}

/** The signature 【…】 that carriers in China demand at the start or the end; null without one. */
export function signatureOf(text: string): string | null {
  const match = /^\s*【([^【】]+)】|【([^【】]+)】\s*$/.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

export function hasSignature(text: string): boolean {
  return signatureOf(text) !== null;
}

/** Whether the text says how to refuse further messages, in the words carriers and regulators use. */
export function hasOptOut(text: string): boolean {
  return /拒收|退订|回复?\s*(TD|T|R|N)\b|\b(stop|unsubscribe|opt[ -]?out)\b/i.test(text);
}
