import type { ProblemEntry } from './problemEntry.ts';

/** What can be wrong with a deed or a request, whatever it carries. */
export const REQUEST_PROBLEM_WORDS = {
  'wrong-method': {
    severity: 'error',
    en: 'This address does not answer that method; it has {allowed}.',
    'zh-CN': '该地址不支持此方法；可用的方法有 {allowed}。',
  },
  'not-found': {
    severity: 'error',
    en: 'There is no {what} with this id. Check the id; upper and lower case count.',
    'zh-CN': '不存在该{what}，请检查标识（区分大小写）。',
  },
  'no-such-address': {
    severity: 'error',
    en: 'The API has nothing at this address. /api/docs lists what it has.',
    'zh-CN': '该地址没有接口，全部接口见 /api/docs。',
  },
  'missing-revision': {
    severity: 'error',
    en: 'Send the header If-Match with the revision your change began with, in quotation marks; the revision now is {revision}, so If-Match: "{revision}" replaces what is there.',
    'zh-CN':
      '请在请求头 If-Match 中填写修改所依据的修订号（带引号）；当前修订号为 {revision}，If-Match: "{revision}" 将替换现有内容。',
  },
  'wrong-revision': {
    severity: 'error',
    en: 'If-Match must be one revision in quotation marks; the revision now is {revision}: If-Match: "{revision}".',
    'zh-CN': 'If-Match 须为单个带引号的修订号；当前修订号为 {revision}：If-Match: "{revision}"。',
  },
  'wrong-cursor': {
    severity: 'error',
    en: '“{name}” is no cursor of this list. Pass the nextCursor of the page before, or leave it out to begin.',
    'zh-CN': '“{name}”不是该列表的游标。请使用上一页的 nextCursor，或留空从头开始。',
  },
  'unknown-arm': {
    severity: 'error',
    en: 'The split has no arm “{arm}”.',
    'zh-CN': '该分流没有分组“{arm}”。',
  },
  'control-rolled-out': {
    severity: 'error',
    en: 'Arm “{arm}” is what the others are compared with. To give it to everybody, decide “keepControl”.',
    'zh-CN': '分组“{arm}”是其他分组的参照。如要全部采用，请选择“沿用对照组”（keepControl）。',
  },
  'arm-removed': {
    severity: 'error',
    en: 'Arm “{arm}” was taken out of the split by a later version and can no longer be rolled out.',
    'zh-CN': '分组“{arm}”已在后续版本中移除，无法再推广。',
  },
  'removed-arm-undecided': {
    severity: 'error',
    en: 'Arm “{arm}”, which this version takes away, has {count} customers. Say what becomes of them when they come back: they are drawn again, or follow another arm.',
    'zh-CN':
      '本版本移除的分组“{arm}”已有 {count} 位客户。请指定他们再次到来时如何处理：重新分组，或转入另一分组。',
  },
  'arm-not-removed': {
    severity: 'error',
    en: 'This version does not take away arm “{arm}”: there is nothing to say of its customers.',
    'zh-CN': '本版本未移除分组“{arm}”，无需指定其客户的去向。',
  },
  'unknown-epoch': {
    severity: 'error',
    en: 'The split has no allocation epoch {epoch}; the newest is {newest}.',
    'zh-CN': '该分流没有第 {epoch} 个分配期，最新的是第 {newest} 个。',
  },
  'unit-not-drawn': {
    severity: 'error',
    en: 'The split draws for single customers, so an exposure cannot name the household “{unit}”.',
    'zh-CN': '该分流按单个客户分配，曝光记录不能指明家庭“{unit}”。',
  },
  'in-the-future': {
    severity: 'error',
    en: '“{name}” lies in the future.',
    'zh-CN': '“{name}”在未来。',
  },
  'too-long-ago': {
    severity: 'error',
    en: '“{name}” lies before {earliest}.',
    'zh-CN': '“{name}”早于 {earliest}。',
  },
  'before-publication': {
    severity: 'error',
    en: 'The split was published only at {publishedAt}: before that there is nothing to analyse.',
    'zh-CN': '该分流于 {publishedAt} 才发布，此前没有可分析的数据。',
  },
  'already-exists': {
    severity: 'error',
    en: 'Another {what} has this id already. Choose another id.',
    'zh-CN': '该标识已被其他{what}使用，请换一个。',
  },
  'transition-refused': {
    severity: 'error',
    en: 'A journey that is {state} cannot be changed this way. Possible now: {allowed}.',
    'zh-CN': '状态为{state}的旅程不能执行该操作。目前可以：{allowed}。',
  },
  'nothing-moved': {
    severity: 'error',
    en: 'Version {version} left everybody where they were; there is no move to undo.',
    'zh-CN': '版本 {version} 未迁移任何客户，没有可撤销的迁移。',
  },
  'move-superseded': {
    severity: 'error',
    en: 'Version {newest} was published since; only the move of the newest version can be undone.',
    'zh-CN': '此后已发布版本 {newest}；只能撤销最新版本的迁移。',
  },
  'move-undone': {
    severity: 'error',
    en: 'The move to version {version} has been undone already.',
    'zh-CN': '迁移至版本 {version} 的操作已撤销过。',
  },
  'not-sent': {
    severity: 'error',
    en: 'Nothing has been sent for this delivery, so nothing can have come of it: it is {status}.',
    'zh-CN': '该消息尚未发出，不会有回执：当前状态为 {status}。',
  },
  'not-parked': { severity: 'error', en: 'This enrollment is not parked.', 'zh-CN': '该旅程记录未被挂起。' },
  'run-not-newest': {
    severity: 'error',
    en: 'There is a newer analysis of this split, or its arms or salt have changed since. Look at the newest first, then decide.',
    'zh-CN': '该分流已有更新的分析，或其分组、盐值此后有变动。请先查看最新分析，再作决策。',
  },
  'run-decided': {
    severity: 'error',
    en: 'A decision was already made on this analysis, perhaps by somebody else just now. Analyse again, then decide.',
    'zh-CN': '已有决策基于此次分析作出，可能是他人刚刚作出的。请重新分析，再作决策。',
  },
  'reason-missing': {
    severity: 'error',
    en: 'The plan’s rule does not allow this decision now. Give a reason and the name of a second person.',
    'zh-CN': '按方案的规则，目前不能作此决策。请填写理由，并填写另一位审核人的姓名。',
  },
  'draft-conflict': {
    severity: 'error',
    en: 'The draft was changed elsewhere in the meantime: yours began with revision {given}, it is at {revision} now. Load it again or save yours as a copy.',
    'zh-CN':
      '草稿已在别处被修改：您基于修订号 {given}，当前为 {revision}。请重新载入，或将您的内容另存为副本。',
  },
  'in-use': {
    severity: 'error',
    en: 'This {what} is used by: {users}.',
    'zh-CN': '该{what}正被使用：{users}。',
  },
  'too-large': {
    severity: 'error',
    en: 'The request is larger than {max}.',
    'zh-CN': '请求超过上限 {max}。',
  },
  'wrong-content-type': {
    severity: 'error',
    en: 'Send the body as {expected}.',
    'zh-CN': '请求体的类型应为 {expected}。',
  },
  'csv-row': { severity: 'error', en: 'Row {row}: {detail}', 'zh-CN': '第 {row} 行：{detail}' },
  'csv-header': {
    severity: 'error',
    en: 'The first row must name the columns.',
    'zh-CN': '首行必须是列名。',
  },
  'csv-no-id': {
    severity: 'error',
    en: 'No column holds the customer’s id. Name one “id” or map one to it.',
    'zh-CN': '没有客户标识列，请将某列命名为“id”或映射到 id。',
  },
  'csv-duplicate-column': {
    severity: 'error',
    en: 'Column {column} has the name of an earlier one.',
    'zh-CN': '第 {column} 列与前面的列重名。',
  },
  'csv-same-target': {
    severity: 'error',
    en: 'Column {column} fills what an earlier column fills already: map one of them to - or to an attribute.',
    'zh-CN': '第 {column} 列与前面的列指向同一目标，请将其中一列映射为 - 或某个属性。',
  },
  'csv-unknown-column': {
    severity: 'error',
    en: 'The mapping names a column “{name}” that the file does not have. Column names are in its first row.',
    'zh-CN': '映射中的列“{name}”在文件中不存在，列名位于首行。',
  },
  'csv-wrong-target': {
    severity: 'error',
    en: 'Column {column} leads nowhere. Map it to id, timeZone, locale, tags, suppressed, addresses.CHANNEL, consent.CHANNEL, consent.CHANNEL.PURPOSE or attributes.NAME, or to - to skip it.',
    'zh-CN':
      '第 {column} 列没有可用的目标，请映射到 id、timeZone、locale、tags、suppressed、addresses.渠道、consent.渠道、consent.渠道.用途或 attributes.名称，或用 - 跳过。',
  },
  'csv-not-text': {
    severity: 'error',
    en: 'This is not a text file. Save the sheet as CSV and send that.',
    'zh-CN': '这不是文本文件，请将表格另存为 CSV 后再上传。',
  },
  'csv-cells': {
    severity: 'error',
    en: 'The row has {count} cells, the header {expected}.',
    'zh-CN': '该行有 {count} 个单元格，表头为 {expected} 个。',
  },
  'csv-encoding': {
    severity: 'error',
    en: 'A cell holds characters that cannot be read in this encoding.',
    'zh-CN': '单元格含有无法按该编码读取的字符。',
  },
  'csv-quote': {
    severity: 'error',
    en: 'A quotation mark at the start of a cell is never closed; nothing after this row was read.',
    'zh-CN': '单元格开头的引号没有闭合；此行之后的内容未读取。',
  },
  'csv-row-too-long': {
    severity: 'error',
    en: 'This row is longer than {max} characters; nothing after it was read. A quotation mark may be missing.',
    'zh-CN': '此行超过 {max} 个字符；其后的内容未读取。可能缺少引号。',
  },
  'json-too-deep': {
    severity: 'error',
    en: 'The JSON nests deeper than {max} levels.',
    'zh-CN': 'JSON 嵌套超过 {max} 层。',
  },
  'foreign-origin': {
    severity: 'error',
    en: 'Another site may not change anything here.',
    'zh-CN': '不允许其他网站在此进行更改。',
  },
  'foreign-host': {
    severity: 'error',
    en: 'This server only answers under the name of this machine.',
    'zh-CN': '本服务只以本机名称响应。',
  },
  busy: {
    severity: 'error',
    en: 'Too much is asked at once. Try again in a moment.',
    'zh-CN': '当前请求过多，请稍后重试。',
  },
  'too-many-streams': {
    severity: 'error',
    en: 'Too many live views are open. Close one and try again.',
    'zh-CN': '打开的实时视图过多，请关闭一个后重试。',
  },
  internal: {
    severity: 'error',
    en: 'Something failed on our side. It was recorded as {reference}.',
    'zh-CN': '系统内部出错，记录编号 {reference}。',
  },
} as const satisfies { readonly [code: string]: ProblemEntry };
