import { JSON_DEPTH_MAX, type JsonValue } from '../../shared/json.ts';
import { refuse } from './requestRefusal.ts';

/** `8 MB`, for words that name a limit. */
export function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} KB`;
}

/** The media type of a `Content-Type` header, without parameters. */
export function mediaType(header: string | null | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Reads a whole body as bytes, stopping at the limit. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = refuse(413, 'too-large', { params: { max: sizeText(maxBytes) } });
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks, length);
}

/** Whether brackets nest deeper than allowed; text inside strings does not count. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index);
    if (inString) {
      if (letter === 0x5c) index++;
      else if (letter === 0x22) inString = false;
    } else if (letter === 0x22) inString = true;
    else if (letter === 0x7b || letter === 0x5b) {
      if (++depth > JSON_DEPTH_MAX) return true;
    } else if (letter === 0x7d || letter === 0x5d) depth--;
  }
  return false;
}

/**
 * Reads a JSON body; refuses another content type, too many bytes, wrong text and too much nesting.
 *
 * @param isOptional  no body at all counts as `{}`
 */
export async function readJson(request: Request, maxBytes: number, isOptional = false): Promise<JsonValue> {
  const isJson = mediaType(request.headers.get('content-type')) === 'application/json';
  if (!isJson && !isOptional) throw notJsonType();
  const bytes = await readBytes(request, maxBytes);
  if (isOptional && bytes.length === 0) return {};
  if (!isJson) throw notJsonType();
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isTooDeep(text)) throw refuse(400, 'json-too-deep', { params: { max: JSON_DEPTH_MAX } });
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw refuse(400, 'not-json');
    throw error;
  }
}

function notJsonType() {
  return refuse(415, 'wrong-content-type', { params: { expected: 'application/json' } });
}
