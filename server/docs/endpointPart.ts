import { html } from 'hono/html';
import { API_PREFIX, type Endpoint } from '../../shared/api/endpoint.ts';
import { refusalsOf, SHAPE_CODES } from '../../shared/api/refusals.ts';
import type { Locale } from '../../shared/problem.ts';
import { TITLES } from '../http/problemResponse.ts';
import { sizeText } from '../http/readBody.ts';
import { curlOf } from './curlOf.ts';
import type { ToldCall } from './toldCalls.ts';

export type Json = { [name: string]: unknown };

const SAID: {
  readonly [Name in
    | 'example'
    | 'body'
    | 'answer'
    | 'limit'
    | 'refusals'
    | 'parameters'
    | 'shape'
    | 'required']: {
    readonly [L in Locale]: string;
  };
} = {
  example: { en: 'Example', 'zh-CN': '示例' },
  parameters: { en: 'Parameters', 'zh-CN': '参数' },
  body: { en: 'Body', 'zh-CN': '请求体' },
  answer: { en: 'Answer', 'zh-CN': '应答' },
  limit: { en: 'at most', 'zh-CN': '最大' },
  refusals: { en: 'Refusals', 'zh-CN': '可能的拒绝' },
  shape: { en: 'every code of the form of a request', 'zh-CN': '所有请求格式问题代码' },
  required: { en: 'required', 'zh-CN': '必填' },
};

export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** The schema of what a request or an answer holds; an answer without content has none. */
function schemaText(part: unknown): string {
  const { content } = part as { content?: { [type: string]: { schema: Json } } }; // as openapi.ts made it
  const [held] = Object.values(content ?? {});
  return held ? pretty(held.schema) : '';
}

/** Codes with links to their words; those of the form of any request are listed once, at the end of the page. */
function codeLinks(codes: readonly string[], locale: Locale) {
  const isShape = SHAPE_CODES.every((code) => codes.includes(code));
  const own = isShape ? codes.filter((code) => !SHAPE_CODES.some((one) => one === code)) : codes;
  return html`${isShape ? html`<a href="#shape-codes">${SAID.shape[locale]}</a> ` : ''}${own.map(
    (code) => html`<a href="#problem-${code}"><code>${code}</code></a> `,
  )}`;
}

function refusalRows(endpoint: Endpoint, locale: Locale) {
  return [...refusalsOf(endpoint)].map(
    ([status, codes]) =>
      html`<tr><td>${status}</td><td>${TITLES[status][locale]}</td><td>${codeLinks(codes, locale)}</td></tr>`,
  );
}

function parameterRows(parameters: unknown, locale: Locale) {
  const rows = parameters as { name: string; in: string; required: boolean; schema: Json }[]; // as openapi.ts made them
  return rows.map(
    ({ name, in: place, required, schema }) =>
      html`<tr><td><code>${name}</code></td><td>${place}${required ? `, ${SAID.required[locale]}` : ''}</td><td><code>${JSON.stringify(schema)}</code></td></tr>`,
  );
}

function examplePart(endpoint: Endpoint, told: ToldCall, locale: Locale, origin: string) {
  const { answer } = endpoint;
  const text = typeof told.answer === 'string' ? told.answer : pretty(told.answer);
  return html`<h4>${SAID.example[locale]}</h4>
    <pre>${curlOf(endpoint, told, origin)}</pre>
    <pre>${answer.status} ${answer.type ?? ''}${told.answer === null ? '' : `\n${text}`}</pre>`;
}

interface Told {
  operation: Json;
  told: ToldCall | undefined;
  locale: Locale;
  origin: string;
}

/** One endpoint, folded until somebody wants to know. */
export function endpointPart(name: string, endpoint: Endpoint, { operation, told, locale, origin }: Told) {
  const { method, path, summary, about = '', body, answer } = endpoint;
  const limit = body ? `${body.type}, ${SAID.limit[locale]} ${sizeText(body.maxBytes)}` : '';
  const { parameters, requestBody, responses } = operation;
  const answered = (responses as { [status: string]: unknown })[String(answer.status)]; // openapi.ts lists it
  return html`<details id="${name}">
    <summary>
      <span class="method">${method}</span><code class="path">${API_PREFIX}${path}</code>${summary}
    </summary>
    <p>${about}</p>
    ${told ? examplePart(endpoint, told, locale, origin) : ''}
    ${(parameters as unknown[]).length > 0 ? html`<h4>${SAID.parameters[locale]}</h4><table>${parameterRows(parameters, locale)}</table>` : ''}
    ${body ? html`<h4>${SAID.body[locale]} (${limit})</h4><pre>${schemaText(requestBody)}</pre>` : ''}
    <h4>${SAID.answer[locale]} ${answer.status} ${answer.type ?? ''}</h4>
    <pre>${schemaText(answered)}</pre>
    <h4>${SAID.refusals[locale]}</h4>
    <table>${refusalRows(endpoint, locale)}</table>
  </details>`;
}
