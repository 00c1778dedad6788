/** Signatures of outgoing calls as Standard Webhooks 1.0.0 writes them. */
import { createHash, createHmac } from 'node:crypto';

/** Shorter secrets can be guessed (Standard Webhooks asks for 24 bytes at least). */
export const SECRET_BYTES_MIN = 24;

/** The key inside `whsec_…`, or null when the text is no secret. */
export function secretBytes(secret: string): Buffer | null {
  const encoded = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= SECRET_BYTES_MIN && bytes.length <= 64 ? bytes : null;
}

/** The same call has the same id through every retry, so a receiver can drop a second one. */
export function webhookId(key: string): string {
  return `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

/** The three headers; one signature per secret, so that a receiver can change its own at leisure. */
export function signatureHeaders(call: {
  id: string;
  atMs: number;
  body: string;
  secrets: readonly Buffer[];
}): { [name: string]: string } {
  const timestamp = String(Math.floor(call.atMs / 1000));
  const signed = `${call.id}.${timestamp}.${call.body}`;
  const signatures = call.secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`,
  );
  return { 'webhook-id': call.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
