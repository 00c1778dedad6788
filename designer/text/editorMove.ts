import type { WordTable } from './wordTable.ts';

/** Undoing the move of the people inside. */
export const moveWords = {
  undoMove: {
    open: { en: 'Undo the move to version {{version}}', 'zh-CN': '撤销迁移到版本 {{version}}' },
    title: { en: 'Undo the move to version {{version}}?', 'zh-CN': '撤销迁移到版本 {{version}}？' },
    loading: { en: 'Counting who can go back', 'zh-CN': '正在统计可退回的客户' },
    failed: { en: 'Who can go back could not be counted.', 'zh-CN': '无法统计可退回的客户。' },
    goBack: {
      en: '{{back}} of {{moved}} customers who were moved go back to the version they came from, to their old node with its old time.',
      'zh-CN': '已迁移的 {{moved}} 位客户中，{{back}} 位退回原版本的原节点，并沿用原来的到期时间。',
    },
    nobody: {
      en: 'Nobody can go back: every customer who was moved has moved on.',
      'zh-CN': '没有客户可以退回：已迁移的客户都已继续前进。',
    },
    movedOn: {
      en: '{{count}} have moved on since and stay in version {{version}}.',
      'zh-CN': '{{count}} 位此后已继续前进，留在版本 {{version}}。',
    },
    notMoved: {
      en: '{{count}} have not been moved yet and stay where they are.',
      'zh-CN': '{{count}} 位尚未迁移，留在原处。',
    },
    wentBack: { en: '{{count}} went back already.', 'zh-CN': '{{count}} 位已退回。' },
    overdue: {
      en: 'The old wait of {{count}} is over by now: they go on at once, and may get their next message right away.',
      'zh-CN': '{{count}} 位原来的等待现已到期：将立即继续，可能马上收到下一条消息。',
    },
    paused: {
      en: 'The journey is paused: they go back when it is resumed, before anything else happens to them.',
      'zh-CN': '旅程已暂停：客户将在恢复时先退回，然后才继续。',
    },
    meanwhile: {
      en: 'Goals, exits and events of the time between count as if the move had not been. What was sent stays sent.',
      'zh-CN': '其间发生的目标、退出与事件按未迁移处理；已发送的内容无法撤回。',
    },
    newEntries: {
      en: 'New customers go on entering version {{version}}. Who goes back stays in the old version unless another version moves them.',
      'zh-CN': '新客户仍进入版本 {{version}}；退回的客户留在原版本，除非之后的版本再次迁移他们。',
    },
    places: { en: 'Who goes back, by node', 'zh-CN': '按节点查看退回情况' },
    node: { en: 'Old node', 'zh-CN': '原节点' },
    backCount: { en: 'Go back', 'zh-CN': '退回' },
    onCount: { en: 'Stay', 'zh-CN': '留下' },
    next: { en: 'What they get next', 'zh-CN': '接下来收到' },
    nextNothing: { en: 'no message', 'zh-CN': '没有消息' },
    now: { en: 'Undo the move', 'zh-CN': '撤销迁移' },
    done: { en: 'The move is undone', 'zh-CN': '已撤销迁移' },
  },
} as const satisfies WordTable;
