import { bilingual } from './bilingual.ts';

export const parkedText = bilingual({
  en: {
    title: 'Parked customers',
    titleAt: 'Parked at {{node}}',
    about:
      'A fault holds each of them where they stand; everybody else goes on. Mend the cause, then retry: they go on from where the fault struck, or park again.',
    column: { customer: 'Customer', node: 'Node', entered: 'In the journey since', fault: 'Reason' },
    nobody: 'Nobody is parked.',
    retry: 'Retry',
    retryOf: 'Retry {{profile}}',
    retryAll: 'Retry all',
    asked_one: '{{count}} customer is asked to go on',
    asked_other: '{{count}} customers are asked to go on',
    count_one: '{{count}} parked',
    count_other: '{{count}} parked',
  },
  'zh-CN': {
    title: '已挂起的客户',
    titleAt: '在 {{node}} 挂起的客户',
    about: '故障使这些客户停在原处，其他客户不受影响。排除原因后重试：他们会从故障处继续，或再次挂起。',
    column: { customer: '客户', node: '节点', entered: '进入时间', fault: '原因' },
    nobody: '没有挂起的客户。',
    retry: '重试',
    retryOf: '重试 {{profile}}',
    retryAll: '全部重试',
    asked_other: '已请求 {{count}} 位客户继续',
    count_other: '挂起 {{count}}',
  },
});
