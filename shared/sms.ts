/** How long an SMS is, and what a marketing SMS must say. */

/** GSM 03.38 basic set; every other character makes the whole message UCS-2. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Characters of the extension table take two places. */
const GSM_EXTENDED = new Set('^{}\\[~]|€\f');

const LIMITS = {
  gsm7: { single: 160, part: 153 },
  ucs2: { single: 70, part: 67 },
} as const;

export interface SmsMeasure {
  encoding: keyof typeof LIMITS;
  /** septets, or UTF-16 units */
  length: number;
  segments: number;
}

/**
 * Length and number of parts of an SMS text as sent.
 * Source: 3GPP TS 23.038 (alphabets) and TS 23.040 (a part loses 6 octets to the concatenation header).
 */
export function measureSms(text: string): SmsMeasure {
  let septets = 0;
  let isGsm = true;
  for (const character of text) {
    if (GSM_BASIC.has(character)) septets += 1;
    else if (GSM_EXTENDED.has(character)) septets += 2;
    else isGsm = false;
  }
  const encoding = isGsm ? 'gsm7' : 'ucs2';
  const length = isGsm ? septets : text.length;
  const { single, part } = LIMITS[encoding];
  const segments = length === 0 ? 0 : length <= single ? 1 : Math.ceil(length / part);
  return { encoding, length, segments };
}

/** A Chinese SMS opens or closes with the sender in 【 】. */
export function hasSignature(text: string): boolean {
  return /【[^【】]{1,30}】/.test(text);
}

/** A way to refuse, in the words carriers and regulators use. */
export function hasOptOut(text: string): boolean {
  return /拒收|退订|回复?\s*(TD|T|R|N)\b|\b(stop|unsubscribe|opt[ -]?out)\b/i.test(text);
}
