/** The API's page: one document made here, styled inline, without scripts and without anything from elsewhere. */
import { html, raw } from 'hono/html';
import { API_PREFIX, type Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { SHAPE_CODES } from '../../shared/api/refusals.ts';
import { type Locale, type ProblemCode, problemCodes } from '../../shared/problem.ts';
import { endpointPart, type Json, pretty } from './endpointPart.ts';
import type { openApiDocument } from './openapi.ts';
import type { ToldCalls } from './toldCalls.ts';

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; } h2 { margin: 2.2rem 0 .4rem; } nav a { margin-right: 1rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .2rem .7rem; }
summary { cursor: pointer; } code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { overflow: auto; max-height: 30rem; background: var(--soft); padding: .7rem; border-radius: 6px; }
.method { display: inline-block; min-width: 4.6rem; font-weight: 600; } .path { margin-right: .8rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; }
`;

const SAID: {
  readonly [Name in 'intro' | 'start' | 'problems' | 'reading' | 'shape' | 'schemas']: {
    readonly [L in Locale]: string;
  };
} = {
  intro: {
    en: 'Every endpoint, from the contracts the server itself parses by, each with a call and its answer. The machine-readable form is',
    'zh-CN': '全部接口，直接来自服务器解析请求所用的契约，均附调用与应答示例。机器可读版本：',
  },
  start: {
    en: 'To begin: PUT /templates/{id}, POST /journeys with a document (or {"from":"card-activation"}), POST /journeys/{id}/publish with the revision it answered, POST /events, then GET /journeys/{id}/counts, /deliveries and /journeys/{id}/results. What is accepted is on disk; the engine applies it within moments. Lists answer items and nextCursor, which the next call takes as cursor.',
    'zh-CN':
      '入门：PUT /templates/{id}；POST /journeys 提交文档（或 {"from":"card-activation"}）；以返回的 revision 调用 POST /journeys/{id}/publish；POST /events；随后查看 GET /journeys/{id}/counts、/deliveries 与 /journeys/{id}/results。accepted 表示已落盘，引擎会很快处理。列表返回 items 与 nextCursor，下一页以 cursor 传回。',
  },
  problems: { en: 'Problems', 'zh-CN': '问题代码' },
  reading: {
    en: 'A refusal is application/problem+json in the language of Accept-Language: problems lists every reason with its code, its sentence and its place, pointer in the body (RFC 6901), else field. Values are never repeated.',
    'zh-CN':
      '拒绝以 application/problem+json 返回，语言取自 Accept-Language：problems 列出全部原因，各含代码、说明与位置（请求体内为 pointer，RFC 6901；否则为 field）。不会回显数据值。',
  },
  shape: { en: 'Codes of the form of a request (400)', 'zh-CN': '请求格式问题代码（400）' },
  schemas: { en: 'Schemas', 'zh-CN': '数据结构' },
};

/** Every code with its words in both languages. */
function codeRow(code: ProblemCode) {
  const words = problemCodes[code];
  return html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${words.en}</td><td lang="zh-CN">${words['zh-CN']}</td></tr>`;
}

interface PageParts {
  document: ReturnType<typeof openApiDocument>;
  calls: ToldCalls;
  locale: Locale;
  /** of the server, for examples that can be run as they stand */
  origin: string;
}

/** The page in a language; anchors `#problem-…` are the `type` of problem details. */
export function docsPage({ document, calls, locale, origin }: PageParts) {
  const paths = document.paths as { [path: string]: { [method: string]: Json } };
  const { schemas } = document.components as { schemas: { [name: string]: Json } };
  const rows = Object.entries<Endpoint>(endpoints);
  const tags = [...new Set(rows.map(([, { tag }]) => tag))];
  const part = (tag: string) =>
    rows
      .filter(([, endpoint]) => endpoint.tag === tag)
      .map(([name, endpoint]) => {
        const operation = paths[`${API_PREFIX}${endpoint.path}`]?.[endpoint.method.toLowerCase()] ?? {};
        return endpointPart(name, endpoint, { operation, told: calls[name], locale, origin });
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
    <p>${SAID.start[locale]}</p>
    <nav>
      ${tags.map((tag) => html`<a href="#${tag}">${tag}</a>`)}
      <a href="#problems">${SAID.problems[locale]}</a><a href="#schemas">${SAID.schemas[locale]}</a>
    </nav>
    ${tags.map((tag) => html`<h2 id="${tag}">${tag}</h2>${part(tag)}`)}
    <h2 id="problems">${SAID.problems[locale]}</h2>
    <p>${SAID.reading[locale]}</p>
    <table>
      ${codes.map(codeRow)}
    </table>
    <h3 id="shape-codes">${SAID.shape[locale]}</h3>
    <p>${SHAPE_CODES.map((code) => html`<a href="#problem-${code}"><code>${code}</code></a> `)}</p>
    <h2 id="schemas">${SAID.schemas[locale]}</h2>
    ${Object.entries(schemas).map(
      ([name, schema]) =>
        html`<details id="schema-${name}"><summary><code>${name}</code></summary><pre>${pretty(schema)}</pre></details>`,
    )}
  </body>
</html>`;
}
