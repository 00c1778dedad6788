import type { WordTable } from './wordTable.ts';

export const canvasWords = {
  canvas: {
    name: { en: 'Journey canvas', 'zh-CN': '旅程画布' },
    minimap: { en: 'Overview map', 'zh-CN': '缩略图' },
    node: { en: '{{kind}} {{id}}: {{summary}}', 'zh-CN': '{{kind}} {{id}}：{{summary}}' },
    nodeHelp: {
      en: 'Press Enter to open the settings, arrow keys to move, Delete to remove.',
      'zh-CN': '按 Enter 打开设置，方向键移动，Delete 删除。',
    },
    edgeHelp: { en: 'Press Enter to select, Delete to disconnect.', 'zh-CN': '按 Enter 选中，Delete 断开。' },
    moved: { en: 'Moved to {{x}}, {{y}}', 'zh-CN': '已移动到 {{x}}, {{y}}' },
    handle: { en: 'Outlet', 'zh-CN': '出口' },
    edge: { en: '{{from}}, {{outlet}} → {{to}}', 'zh-CN': '{{from}} 的“{{outlet}}”→ {{to}}' },
    insert: {
      en: 'Insert a node after {{from}}, {{outlet}}',
      'zh-CN': '在 {{from}} 的“{{outlet}}”之后插入节点',
    },
    append: {
      en: 'Add a node after {{from}}, {{outlet}}',
      'zh-CN': '在 {{from}} 的“{{outlet}}”之后添加节点',
    },
    unknownKind: { en: 'Unknown kind', 'zh-CN': '未知类型' },
    staleOutlet: { en: 'This outlet no longer exists', 'zh-CN': '该出口已不存在' },
    entered: { en: 'Entered: {{count}}', 'zh-CN': '到达：{{count}}' },
    waiting: { en: 'Here now: {{count}}', 'zh-CN': '当前停留：{{count}}' },
    countsOfAll: {
      en: 'Counts of all versions together. Inside now: {{count}}',
      'zh-CN': '所有版本合计，当前在旅程中：{{count}}',
    },
    countsElsewhere: {
      en: '({{count}} at nodes that only other versions have)',
      'zh-CN': '（其中 {{count}} 位在仅其他版本才有的节点）',
    },
    countsOf: {
      en: 'Counts of version {{version}} only. Inside it now: {{count}}',
      'zh-CN': '仅版本 {{version}} 的数据，当前在该版本中：{{count}}',
    },
    parkedAt: { en: 'Parked at {{node}}: {{count}}', 'zh-CN': '在 {{node}} 挂起：{{count}}' },
    left: { en: 'Ended here: {{count}}', 'zh-CN': '在此结束：{{count}}' },
    leftBy: { en: 'Left by “{{outlet}}”: {{count}}', 'zh-CN': '经“{{outlet}}”离开：{{count}}' },
    errors: { en: 'Errors: {{count}}', 'zh-CN': '错误：{{count}}' },
    warnings: { en: 'Warnings: {{count}}', 'zh-CN': '提醒：{{count}}' },
  },
  palette: {
    title: { en: 'Nodes', 'zh-CN': '节点' },
    help: { en: 'Drag onto the canvas, or click', 'zh-CN': '拖到画布，或点击添加' },
    add: { en: 'Add {{kind}}', 'zh-CN': '添加{{kind}}' },
    start: { en: 'Start', 'zh-CN': '开始' },
    decide: { en: 'Decide', 'zh-CN': '判断' },
    act: { en: 'Act', 'zh-CN': '动作' },
    wait: { en: 'Wait', 'zh-CN': '等待' },
    end: { en: 'End', 'zh-CN': '结束' },
  },
  empty: {
    title: { en: 'Draw what happens to a customer', 'zh-CN': '画出客户将经历的旅程' },
    start: {
      en: 'Start with a trigger: it says who enters and when.',
      'zh-CN': '先放一个触发器：它决定谁在何时进入。',
    },
    next: {
      en: 'Then drag nodes from the left, or press the + on an outlet. Waits, decisions and messages may come in any order.',
      'zh-CN': '再从左侧拖入节点，或点击出口上的 +。等待、判断与消息可任意组合。',
    },
    check: {
      en: 'Problems are listed below as you draw; nothing is sent before you publish.',
      'zh-CN': '绘制时问题会列在下方；发布之前不会发送任何内容。',
    },
    addTrigger: { en: 'Add a trigger', 'zh-CN': '添加触发器' },
  },
  toolbar: {
    name: { en: 'Canvas tools', 'zh-CN': '画布工具' },
    undo: { en: 'Undo (Ctrl+Z)', 'zh-CN': '撤销（Ctrl+Z）' },
    redo: { en: 'Redo (Ctrl+Shift+Z)', 'zh-CN': '重做（Ctrl+Shift+Z）' },
    zoomIn: { en: 'Zoom in', 'zh-CN': '放大' },
    zoomOut: { en: 'Zoom out', 'zh-CN': '缩小' },
    fit: { en: 'Fit to view (F)', 'zh-CN': '适应画布（F）' },
    layoutFailed: { en: 'The layout could not be computed.', 'zh-CN': '无法完成自动整理。' },
    layout: { en: 'Tidy up (L)', 'zh-CN': '自动整理（L）' },
    direction: { en: 'Direction of the layout', 'zh-CN': '布局方向' },
    down: { en: 'Top to bottom', 'zh-CN': '自上而下' },
    across: { en: 'Left to right', 'zh-CN': '自左向右' },
    minimap: { en: 'Overview map', 'zh-CN': '缩略图' },
  },
} as const satisfies WordTable;
