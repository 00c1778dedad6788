/** The one shape of every refusal: RFC 9457 problem details with our coded problems. */
import { z } from 'zod';
import { type Locale, type Problem, type ProblemCode, problemCodes, problemText } from '../problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]; // the table has entries

export const problemViewSchema = z
  .strictObject({
    code: z.enum(codes),
    severity: z.enum(['error', 'warning']),
    /** the sentence in the asked language */
    text: z.string(),
    nodeId: z.string().optional(),
    /** dotted place inside the node's settings, the document or the request */
    field: z.string().optional(),
    /** JSON pointer into the request's body */
    pointer: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    fix: z.strictObject({ path: z.array(z.string()), value: z.unknown() }).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemView = z.infer<typeof problemViewSchema>;

export const problemDetailsSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(codes),
    problems: z.array(problemViewSchema),
  })
  .meta({ id: 'ProblemDetails' });
export type ProblemDetailsView = z.infer<typeof problemDetailsSchema>;

/** What problems name in their parameters, for sentences that are not English. */
const PARAM_WORDS: { readonly [word: string]: string } = {
  journey: '旅程',
  version: '版本',
  goal: '目标',
  'journey or example': '旅程或示例',
  profile: '客户',
  enrollment: '旅程记录',
  delivery: '消息',
  audience: '人群',
  template: '模板',
  provider: '提供方',
  job: '任务',
  split: '分流',
  run: '分析',
  draft: '草稿',
  live: '运行中',
  paused: '已暂停',
  closed: '已关闭',
  stopped: '已停止',
  archived: '已归档',
  publish: '发布',
  pause: '暂停',
  resume: '恢复',
  close: '关闭',
  stop: '停止',
  archive: '归档',
  save: '保存',
  enrol: '加入',
  nothing: '无',
};

function inLocale(found: Problem, locale: Locale): Problem {
  if (locale === 'en' || !found.params) return found;
  const translate = (text: string) =>
    text
      .split(', ')
      .map((word) => PARAM_WORDS[word] ?? word)
      .join('、');
  const named = ['what', 'state', 'allowed'];
  const params = Object.entries(found.params).map(([name, value]) => [
    name,
    named.includes(name) ? translate(String(value)) : value,
  ]);
  return { ...found, params: Object.fromEntries(params) };
}

/** A problem as the API shows it. */
export function problemView(found: Problem, locale: Locale): ProblemView {
  const { nodeId, field, pointer, params, fix } = found;
  return {
    code: found.code,
    severity: found.severity,
    text: problemText(inLocale(found, locale), locale),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(field === undefined ? {} : { field }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(params === undefined ? {} : { params: { ...params } }),
    ...(fix === undefined ? {} : { fix: { path: [...fix.path], value: fix.value } }),
  };
}
