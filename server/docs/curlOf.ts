import { type Endpoint, requestOf } from '../../shared/api/endpoint.ts';
import type { ToldCall } from './toldCalls.ts';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A call as a line for the terminal. */
export function curlOf(endpoint: Endpoint, { call }: ToldCall, origin: string): string {
  const { params = {}, query = {}, ifMatch, body, text } = call;
  const given = {
    params,
    query,
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(body === undefined ? {} : { body }),
  };
  const { method, url, headers } = requestOf(endpoint, given);
  const named = Object.entries({
    ...(headers['if-match'] === undefined ? {} : { 'if-match': headers['if-match'] }),
    ...(endpoint.body && (body ?? text) !== undefined ? { 'content-type': endpoint.body.type } : {}),
  });
  const sent = text ?? (body === undefined ? null : JSON.stringify(body, null, 2));
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(`${origin}${url}`)}`,
    ...named.map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`),
    ...(sent === null ? [] : [`  ${text === undefined ? '-d' : '--data-binary'} ${quoted(sent)}`]),
  ].join(' \\\n');
}
