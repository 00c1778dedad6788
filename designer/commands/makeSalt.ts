const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** The only chance in the product that is not drawn from a salt: the salts themselves. */
export function makeSalt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  // 256 is no multiple of the alphabet's length; the slight bias does not matter in a salt
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
