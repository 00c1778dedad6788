/** The API's page: one document made here, styled inline, without scripts and without anything from elsewhere. */
import { html, raw } from 'hono/html';
import { API_PREFIX, type Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { type Locale, type ProblemCode, problemCodes } from '../../shared/problem.ts';
import { sizeText } from '../http/readBody.ts';
import type { openApiDocument } from './openapi.ts';

type Json = { [name: string]: unknown };

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; } h2 { margin: 2.2rem 0 .4rem; } nav a { margin-right: 1rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .2rem .7rem; }
summary { cursor: pointer; } code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { overflow: auto; max-height: 30rem; background: var(--soft); padding: .7rem; border-radius: 6px; }
.method { display: inline-block; min-width: 4rem; font-weight: 600; } .path { margin-right: .8rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; }
`;

const SAID: {
  readonly [Name in 'intro' | 'body' | 'answer' | 'limit' | 'problems' | 'schemas']: {
    readonly [L in Locale]: string;
  };
} = {
  intro: {
    en: 'Every endpoint, from the contracts the server itself parses by. The machine-readable form is',
    'zh-CN': '全部接口，直接来自服务器解析请求所用的契约。机器可读版本：',
  },
  body: { en: 'Body', 'zh-CN': '请求体' },
  answer: { en: 'Answer', 'zh-CN': '应答' },
  limit: { en: 'at most', 'zh-CN': '最大' },
  problems: { en: 'Problems', 'zh-CN': '问题代码' },
  schemas: { en: 'Schemas', 'zh-CN': '数据结构' },
};

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** One endpoint, folded until somebody wants to know. */
function endpointPart(name: string, endpoint: Endpoint, operation: Json, locale: Locale) {
  const { method, path, summary, about = '', body, answer } = endpoint;
  const limit = body ? `${body.type}, ${SAID.limit[locale]} ${sizeText(body.maxBytes)}` : '';
  return html`<details id="${name}">
    <summary>
      <span class="method">${method}</span><code class="path">${API_PREFIX}${path}</code>${summary}
    </summary>
    <p>${about}</p>
    <pre>${pretty(operation.parameters)}</pre>
    ${body ? html`<h4>${SAID.body[locale]} (${limit})</h4><pre>${pretty(operation.requestBody)}</pre>` : ''}
    <h4>${SAID.answer[locale]} ${answer.status} ${answer.type ?? ''}</h4>
    <pre>${pretty(operation.responses)}</pre>
  </details>`;
}

/** The page in a language; anchors `#problem-…` are the `type` of problem details. */
export function docsPage(document: ReturnType<typeof openApiDocument>, locale: Locale) {
  const paths = document.paths as { [path: string]: { [method: string]: Json } };
  const { schemas } = document.components as { schemas: { [name: string]: Json } };
  const rows = Object.entries<Endpoint>(endpoints);
  const tags = [...new Set(rows.map(([, { tag }]) => tag))];
  const part = (tag: string) =>
    rows
      .filter(([, endpoint]) => endpoint.tag === tag)
      .map(([name, endpoint]) => {
        const operation = paths[`${API_PREFIX}${endpoint.path}`]?.[endpoint.method.toLowerCase()] ?? {};
        return endpointPart(name, endpoint, operation, locale);
      });
  const codes = Object.keys(problemCodes) as ProblemCode[]; // the table has exactly these
  return html`<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Throughline API</title>
    <style>${raw(style)}</style>
  </head>
  <body>
    <h1>Throughline API</h1>
    <p>${SAID.intro[locale]} <a href="${API_PREFIX}/openapi.json">${API_PREFIX}/openapi.json</a></p>
    <nav>
      ${tags.map((tag) => html`<a href="#${tag}">${tag}</a>`)}
      <a href="#problems">${SAID.problems[locale]}</a><a href="#schemas">${SAID.schemas[locale]}</a>
    </nav>
    ${tags.map((tag) => html`<h2 id="${tag}">${tag}</h2>${part(tag)}`)}
    <h2 id="problems">${SAID.problems[locale]}</h2>
    <table>
      ${codes.map(
        (code) =>
          html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${problemCodes[code][locale]}</td></tr>`,
      )}
    </table>
    <h2 id="schemas">${SAID.schemas[locale]}</h2>
    ${Object.entries(schemas).map(
      ([name, schema]) =>
        html`<details id="schema-${name}"><summary><code>${name}</code></summary><pre>${pretty(schema)}</pre></details>`,
    )}
  </body>
</html>`;
}
