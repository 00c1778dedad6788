import type { ProblemEntry } from './problemEntry.ts';

/** What can be wrong with the shape of a document or request. */
export const SHAPE_PROBLEM_WORDS = {
  'not-json': { severity: 'error', en: 'This is not valid JSON.', 'zh-CN': '内容不是有效的 JSON。' },
  'unknown-field': {
    severity: 'error',
    en: 'Unknown field “{name}”. Remove it or correct its name.',
    'zh-CN': '未知字段“{name}”，请删除或更正名称。',
  },
  'wrapped-body': {
    severity: 'error',
    en: 'The body must be what “{name}” holds, by itself: send its fields at the top, not inside “{name}”.',
    'zh-CN': '请求正文应直接是“{name}”中的内容：请将其字段放在最外层，不要包在“{name}”里。',
  },
  'missing-field': { severity: 'error', en: '“{name}” is required.', 'zh-CN': '缺少必填项“{name}”。' },
  'wrong-type': {
    severity: 'error',
    en: '“{name}” must be {expected}.',
    'zh-CN': '“{name}”必须是{expected}。',
  },
  'not-one-of': {
    severity: 'error',
    en: '“{name}” must be one of: {values}.',
    'zh-CN': '“{name}”必须是以下之一：{values}。',
  },
  'missing-choice': {
    severity: 'error',
    en: '“{name}” is required, as one of: {values}.',
    'zh-CN': '缺少必填项“{name}”，可选值：{values}。',
  },
  'wrong-name': {
    severity: 'error',
    en: '“{name}” cannot be the name of an attribute or event: at most 100 characters without spaces or dots, not beginning with $.',
    'zh-CN': '“{name}”不能用作属性或事件的名称：最多 100 个字符，不含空格和点，不以 $ 开头。',
  },
  'wrong-property': {
    severity: 'error',
    en: '“{name}” cannot be the name of a property: names that begin with $ are ours, and a few others mean something to programs.',
    'zh-CN': '“{name}”不能用作事件属性的名称：以 $ 开头的名称以及少数程序专用名称为系统保留。',
  },
  'reserved-name': {
    severity: 'error',
    en: '“{name}” cannot be the name of an attribute: event, vars and key mean something else in conditions.',
    'zh-CN': '“{name}”不能用作客户属性的名称：event、vars 和 key 在条件中另有含义。',
  },
  'wrong-path': {
    severity: 'error',
    en: '“{name}” must be a path such as balance, address.city or event.amount: at most 12 names with dots between them, without spaces.',
    'zh-CN': '“{name}”须为路径，例如 balance、address.city 或 event.amount：最多 12 级，以点分隔，不含空格。',
  },
  'wrong-text': {
    severity: 'error',
    en: '“{name}” holds control characters or half a character. Send printable text in UTF-8.',
    'zh-CN': '“{name}”含有控制字符或不完整的字符，请使用可打印的 UTF-8 文本。',
  },
  'wrong-locale': {
    severity: 'error',
    en: '“{name}” must be a language such as en or zh-CN.',
    'zh-CN': '“{name}”须为语言代码，例如 en 或 zh-CN。',
  },
  'same-customer': {
    severity: 'error',
    en: '“{name}” must be another customer than “from”.',
    'zh-CN': '“{name}”须为与“from”不同的客户。',
  },
  'repeated-field': {
    severity: 'error',
    en: '“{name}” is given more than once. Send it once.',
    'zh-CN': '“{name}”重复出现，只能提供一次。',
  },
  'wrong-phone': {
    severity: 'error',
    en: '“{name}” must be a phone number: 3 to 15 digits, with + and the country code or without; spaces, brackets, dots and hyphens may stand between.',
    'zh-CN': '“{name}”须为电话号码：3 至 15 位数字，可带“+”和国家代码，数字间可有空格、括号、点或连字符。',
  },
  'wrong-email': {
    severity: 'error',
    en: '“{name}” must be an e-mail address: one @ with text on both sides, without spaces.',
    'zh-CN': '“{name}”须为电子邮箱地址：只含一个 @，两侧都有内容，不含空格。',
  },
  'wrong-value': {
    severity: 'error',
    en: '“{name}” has a value that is not allowed here.',
    'zh-CN': '“{name}”的值不被允许。',
  },
  'wrong-id': {
    severity: 'error',
    en: '“{name}” must start with a letter and hold only letters, digits, - and _ (64 at most).',
    'zh-CN': '“{name}”须以字母开头，只能包含字母、数字、- 和 _，最多 64 个字符。',
  },
  'wrong-duration': {
    severity: 'error',
    en: '“{name}” must be an ISO 8601 duration of at most two years, such as P3D or PT24H.',
    'zh-CN': '“{name}”须为不超过两年的 ISO 8601 时长，例如 P3D 或 PT24H。',
  },
  'wrong-time': {
    severity: 'error',
    en: '“{name}” is not a valid time or date. It is written like {form}.',
    'zh-CN': '“{name}”不是有效的时间或日期，格式如 {form}。',
  },
  'wrong-zone': {
    severity: 'error',
    en: '“{name}” is not a known time zone.',
    'zh-CN': '“{name}”不是已知的时区。',
  },
  'empty-window': {
    severity: 'error',
    en: 'A time window must not start and end at the same time.',
    'zh-CN': '时间窗口的开始与结束不能相同。',
  },
  'too-small': {
    severity: 'error',
    en: '“{name}” must be at least {min}.',
    'zh-CN': '“{name}”不能小于 {min}。',
  },
  'not-above': {
    severity: 'error',
    en: '“{name}” must be more than {min}.',
    'zh-CN': '“{name}”必须大于 {min}。',
  },
  'too-big': {
    severity: 'error',
    en: '“{name}” must be at most {max}.',
    'zh-CN': '“{name}”不能大于 {max}。',
  },
  'forbidden-name': {
    severity: 'error',
    en: '“{name}” is, or holds, a name that programs give another meaning. Choose another.',
    'zh-CN': '“{name}”是（或含有）程序另有含义的名称，请更换。',
  },
  'too-long': {
    severity: 'error',
    en: '“{name}” is longer than the limit of {max}.',
    'zh-CN': '“{name}”超过上限 {max}。',
  },
  'too-short': {
    severity: 'error',
    en: '“{name}” needs at least {min}.',
    'zh-CN': '“{name}”至少需要 {min}。',
  },
  'reserved-outlet': {
    severity: 'error',
    en: '“{name}” is the name of a fixed outlet; choose another id.',
    'zh-CN': '“{name}”是保留的出口名称，请改用其他标识。',
  },
  'condition-too-large': {
    severity: 'error',
    en: 'The condition is too deep (12 levels) or too large (500 parts).',
    'zh-CN': '条件层级超过 12 层或条目超过 500 个。',
  },
} as const satisfies { readonly [code: string]: ProblemEntry };
