import { PROBLEM_TYPE, type ProblemDetailsView, problemView } from '../../shared/api/problemDetails.ts';
import type { RefusalStatus } from '../../shared/api/refusals.ts';
import type { Locale, Problem } from '../../shared/problem.ts';

/** What a status means, before any reason. */
export const TITLES: { readonly [status in RefusalStatus]: { readonly [locale in Locale]: string } } = {
  400: { en: 'The request is not valid', 'zh-CN': '请求无效' },
  403: { en: 'Refused', 'zh-CN': '已拒绝' },
  404: { en: 'Not found', 'zh-CN': '未找到' },
  405: { en: 'Not possible here', 'zh-CN': '不支持该方法' },
  409: { en: 'Not possible in this state', 'zh-CN': '当前状态不允许' },
  413: { en: 'Too large', 'zh-CN': '内容过大' },
  415: { en: 'Wrong content type', 'zh-CN': '内容类型错误' },
  421: { en: 'Wrong host', 'zh-CN': '主机名错误' },
  422: { en: 'Not acceptable as it is', 'zh-CN': '内容不符合要求' },
  428: { en: 'A revision is required', 'zh-CN': '需要提供修订号' },
  429: { en: 'Too many at once', 'zh-CN': '请求过多' },
  500: { en: 'Failed', 'zh-CN': '出错了' },
  503: { en: 'Not available right now', 'zh-CN': '暂时不可用' },
};

/** The one shape of every refusal. */
export function problemDetails(
  status: RefusalStatus,
  problems: readonly Problem[],
  locale: Locale,
): ProblemDetailsView {
  const views = problems.map((one) => problemView(one, locale));
  // a warning that stands beside the errors is not why
  const why = views.find(({ severity }) => severity === 'error') ?? views[0];
  const code = why?.code ?? 'internal';
  return {
    type: `/api/docs#problem-${code}`,
    title: TITLES[status][locale],
    status,
    detail: why?.text ?? '',
    code,
    problems: views,
  };
}

export function problemResponse(
  status: RefusalStatus,
  problems: readonly Problem[],
  locale: Locale,
): Response {
  return new Response(JSON.stringify(problemDetails(status, problems, locale)), {
    status,
    headers: {
      'content-type': PROBLEM_TYPE,
      'content-language': locale,
      'cache-control': 'no-store',
      vary: 'accept-language',
    },
  });
}
