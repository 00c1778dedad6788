import type { ProblemEntry } from './problemEntry.ts';
import { REQUEST_PROBLEM_WORDS } from './requestProblemWords.ts';
import { SHAPE_PROBLEM_WORDS } from './shapeProblemWords.ts';

/** Every problem code with its severity and its sentence in both languages. Codes are permanent. */
export const PROBLEM_WORDS = {
  ...SHAPE_PROBLEM_WORDS,

  'needs-attribute': {
    severity: 'error',
    en: '“{name}” must name an attribute of the customer here: not the entry event, a variable, the key or the tags.',
    'zh-CN': '“{name}”此处须为客户属性，不能是进入事件、变量、业务键或标签。',
  },

  // the graph
  'no-trigger': {
    severity: 'error',
    en: 'The journey has no trigger. Add one: it says who enters and when.',
    'zh-CN': '旅程没有触发器。请添加一个，说明谁在何时进入。',
  },
  'many-triggers': {
    severity: 'error',
    en: 'A journey has exactly one trigger; this is one too many.',
    'zh-CN': '一个旅程只能有一个触发器，此处多余。',
  },
  'unknown-kind': {
    severity: 'error',
    en: 'There is no node kind “{kind}” here. There are: {kinds}.',
    'zh-CN': '不存在节点类型“{kind}”。可用类型：{kinds}。',
  },
  'unknown-outlet': {
    severity: 'error',
    en: 'This node has no outlet “{outlet}”.',
    'zh-CN': '该节点没有出口“{outlet}”。',
  },
  'unknown-target': {
    severity: 'error',
    en: 'Publishing would move customers at this node to a node that the new version does not have.',
    'zh-CN': '发布时的迁移把此节点的客户指向了新版本中不存在的节点。',
  },
  'dangling-edge': {
    severity: 'error',
    en: 'Outlet “{outlet}” leads to node “{target}”, which does not exist.',
    'zh-CN': '出口“{outlet}”指向不存在的节点“{target}”。',
  },
  'edge-to-trigger': {
    severity: 'error',
    en: 'Nothing may lead back to the trigger.',
    'zh-CN': '任何连线都不能指回触发器。',
  },
  'node-unreachable': {
    severity: 'error',
    en: 'No path from the trigger reaches this node. Connect or delete it.',
    'zh-CN': '从触发器无法到达该节点，请连接或删除。',
  },
  'cycle-without-wait': {
    severity: 'error',
    en: 'This loop has no wait in it: customers would turn in it without end. Put a wait into it.',
    'zh-CN': '该循环中没有等待节点，客户会无限循环。请在其中加入等待。',
  },
  'outlet-unconnected': {
    severity: 'warning',
    en: 'Outlet “{outlet}” leads nowhere: the journey ends there as completed.',
    'zh-CN': '出口“{outlet}”没有连接：旅程在此以“完成”结束。',
  },
  'trigger-unconnected': {
    severity: 'warning',
    en: 'The trigger leads nowhere: everyone who enters completes at once.',
    'zh-CN': '触发器没有后续节点：进入者会立即完成。',
  },

  // settings of nodes
  'condition-empty': {
    severity: 'warning',
    en: 'A condition of this node is empty: everybody fits it.',
    'zh-CN': '该节点有条件尚未填写：所有客户都符合。',
  },
  'value-empty': {
    severity: 'warning',
    en: 'The condition on “{name}” compares with an empty value. Fill it in.',
    'zh-CN': '关于“{name}”的条件没有填写比较值，请补充。',
  },
  'shares-not-100': {
    severity: 'error',
    en: 'The shares add up to {total} %, not to 100 %.',
    'zh-CN': '各分组占比合计为 {total}%，应为 100%。',
  },
  'duplicate-id': {
    severity: 'error',
    en: 'The id “{id}” is used twice in this node.',
    'zh-CN': '标识“{id}”在该节点中重复。',
  },
  'many-controls': {
    severity: 'error',
    en: 'A split has at most one control arm.',
    'zh-CN': '一个分流最多有一个对照组。',
  },
  'tiers-not-falling': {
    severity: 'error',
    en: 'Tier “{tier}” must begin below the one above it.',
    'zh-CN': '分级“{tier}”的门槛必须低于上一级。',
  },
  'hand-over-continues': {
    severity: 'warning',
    en: 'A hand-over ends this journey: nobody takes outlet “{outlet}” any further.',
    'zh-CN': '移交会结束本旅程，出口“{outlet}”之后不会有人继续。',
  },
  'layer-full': {
    severity: 'error',
    en: 'Other splits own the rest of layer “{layer}”: {free} % are free for this one, {share} % are asked for.',
    'zh-CN': '互斥层“{layer}”的其余流量已被其他分流占用：本分流可用 {free}%，所需为 {share}%。',
  },
  'layer-of-customers': {
    severity: 'error',
    en: 'Other splits of layer “{layer}” draw for customers: one that draws for households could share customers with them. Choose another layer, or draw for customers.',
    'zh-CN':
      '互斥层“{layer}”的其他分流按客户抽取；按家庭抽取会与其共用客户。请换一个互斥层，或改为按客户抽取。',
  },
  'layer-of-households': {
    severity: 'error',
    en: 'Other splits of layer “{layer}” draw for households by “{attribute}”: one that draws for others could share customers with them. Draw for the same, or choose another layer.',
    'zh-CN':
      '互斥层“{layer}”的其他分流按“{attribute}”的家庭抽取；单位不同会共用客户。请使用相同单位，或换一个互斥层。',
  },
  'traffic-shrinks': {
    severity: 'error',
    en: 'Customers have come into this experiment already; a smaller share or another layer would put some of them out. Leave it at {before} %, or start anew with a new salt.',
    'zh-CN':
      '已有客户进入该实验；调低流量或更换互斥层会使其中一部分退出。请保持 {before}%，或更换随机盐值重新开始。',
  },
  'no-salt': {
    severity: 'error',
    en: 'The split has no salt, so customers could not be assigned for good. Use the fix to write one.',
    'zh-CN': '分流没有随机盐值，无法固定分组。请使用修复写入。',
  },
  'unit-changed': {
    severity: 'error',
    en: 'Customers were already assigned here one by one, or by another household attribute: another unit is another experiment. Use the fix to give the split a new salt, or leave the unit as it was.',
    'zh-CN':
      '此分流已按单个客户或其他家庭属性分配过客户：更换分流单位即为新的实验。请使用修复为分流写入新的盐值，或保持原单位不变。',
  },
  'duplicate-salt': {
    severity: 'error',
    en: 'Another split of this journey has the same salt: the two would assign alike.',
    'zh-CN': '本旅程另一分流使用了相同盐值，两者分组会完全相同。',
  },
  'no-goal': {
    severity: 'warning',
    en: 'The journey has a split but no goal, so no result can be shown.',
    'zh-CN': '旅程有分流但没有目标，无法得出结果。',
  },
  'no-primary-goal': {
    severity: 'error',
    en: 'Nothing says what this split is judged by: give the journey a goal, or mark the split as “no conclusion wanted”.',
    'zh-CN': '分流缺少主要目标，无从判断结果：请为旅程添加目标，或标记为“不需要结论”。',
  },
  'no-control-arm': {
    severity: 'error',
    en: 'No arm is the control, so there is nothing to compare with: make one the control, or mark the split as “no conclusion wanted”.',
    'zh-CN': '分流没有对照组，无从比较：请指定一个对照组，或标记为“不需要结论”。',
  },
  'unknown-goal': {
    severity: 'error',
    en: 'The journey has no goal “{goal}”, which the plan of this split names.',
    'zh-CN': '实验方案引用的目标“{goal}”在旅程中不存在。',
  },
  'plan-cannot-mature': {
    severity: 'warning',
    en: 'At the planned end ({end}) the window of {within} after the exposure is over for nobody yet.',
    'zh-CN': '到计划结束日（{end}）时，还没有客户走完曝光后 {within} 的窗口。',
  },
  'looks-not-rising': {
    severity: 'error',
    en: 'The planned looks must rise and end at 100 % of the planned customers.',
    'zh-CN': '计划的查看时点须逐次递增，最后一次为计划样本量的 100%。',
  },
  'no-planned-customers': {
    severity: 'error',
    en: 'Looks at planned fractions need the number of planned customers.',
    'zh-CN': '按比例查看需要填写计划样本量。',
  },
  'no-planned-end': {
    severity: 'error',
    en: 'A single look needs its moment: a planned end or a number of planned customers.',
    'zh-CN': '只看一次结果需要确定时点：计划结束日或计划样本量。',
  },
  'no-worth': {
    severity: 'error',
    en: 'The rule of expected loss needs what a conversion is worth.',
    'zh-CN': '按预期损失判断需要填写单次转化的价值。',
  },
  'many-primary-goals': {
    severity: 'error',
    en: 'Only one goal can be the primary one.',
    'zh-CN': '只能有一个主要目标。',
  },
  'unknown-template': {
    severity: 'error',
    en: 'There is no template “{template}”.',
    'zh-CN': '不存在模板“{template}”。',
  },
  'no-content-for-channel': {
    severity: 'error',
    en: 'Template “{template}” has no content for channel {channel}.',
    'zh-CN': '模板“{template}”没有渠道 {channel} 的内容。',
  },
  'template-fault': {
    severity: 'error',
    en: 'Template “{template}” cannot be read: {detail}',
    'zh-CN': '模板“{template}”无法解析：{detail}',
  },
  'unknown-audience': {
    severity: 'error',
    en: 'There is no audience “{audience}”.',
    'zh-CN': '不存在人群“{audience}”。',
  },
  'audience-cycle': {
    severity: 'error',
    en: 'Audience “{audience}” refers to itself.',
    'zh-CN': '人群“{audience}”引用了自身。',
  },
  'unknown-journey': {
    severity: 'warning',
    en: 'There is no journey “{journey}” yet: until it is live, nobody enters it from here.',
    'zh-CN': '旅程“{journey}”尚不存在：上线之前不会有人由此进入。',
  },
  'every-needs-bounds': {
    severity: 'error',
    en: 'Re-entry “every” needs both a number of entries and a window; the other modes take neither.',
    'zh-CN': '“每次”重复进入须同时设置次数与时间窗口；其他方式不可设置。',
  },
  'parallel-needs-key': {
    severity: 'error',
    en: 'Re-entry “parallel” needs a business key.',
    'zh-CN': '“并行”重复进入需要业务键。',
  },
  'one-of': {
    severity: 'error',
    en: 'Exactly one of {names} is needed.',
    'zh-CN': '{names} 必须且只能填写一项。',
  },
  'at-least-one-of': {
    severity: 'error',
    en: 'At least one of {names} is needed.',
    'zh-CN': '{names} 至少填写一项。',
  },
  'at-needs-days': {
    severity: 'error',
    en: 'A local time can only be set for a delay of whole days.',
    'zh-CN': '只有整天的延时才能指定当地时间。',
  },
  'goal-starts-here': {
    severity: 'warning',
    en: 'The goal “{goal}” is the event that starts the journey; the entry event itself is not counted.',
    'zh-CN': '目标“{goal}”就是进入事件，进入事件本身不计入目标。',
  },
  'starts-after-ends': {
    severity: 'error',
    en: 'The journey ends before it starts.',
    'zh-CN': '旅程的结束时间早于开始时间。',
  },
  'schedule-over': {
    severity: 'error',
    en: 'Every occurrence of this schedule lies in the past: nobody would ever enter.',
    'zh-CN': '该定时的所有时间点都已过去，不会有人进入。',
  },
  'sms-no-signature': {
    severity: 'warning',
    en: 'The SMS has no signature 【…】.',
    'zh-CN': '短信缺少签名【…】。',
  },
  'sms-no-opt-out': {
    severity: 'warning',
    en: 'A marketing SMS must say how to opt out (for example 拒收请回复R).',
    'zh-CN': '营销短信必须注明退订方式（例如“拒收请回复R”）。',
  },
  'sms-long': {
    severity: 'warning',
    en: 'The SMS is about {segments} segments long.',
    'zh-CN': '该短信约为 {segments} 条。',
  },

  ...REQUEST_PROBLEM_WORDS,
} as const satisfies { readonly [code: string]: ProblemEntry };
