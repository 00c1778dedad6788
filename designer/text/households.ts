import { bilingual } from './bilingual.ts';

/** Results of a split that draws for households: what their figures count. */
export const householdsText = bilingual({
  en: {
    separator: ', ',
    title: 'Drawn for households by “{{attribute}}”: households {{units}}, customers {{customers}}',
    about:
      'Checks, progress and the plan count households, and so do the messages sent, the curves and “mature”: a household is mature when the windows of all its members are over. Rates, means and effects are per customer; their errors come from how much households differ, so customers of one household are never taken as independent.',
    contaminated:
      'Left out because their members saw more than one arm: households {{units}}, customers {{customers}}.',
    ineligible:
      'Left out because nobody of them was really exposed: households {{units}}, customers {{customers}}.',
    leftOut: 'Not computed, because these take customers as independent of each other: {{figures}}.',
    exposed: 'Households',
    exposedHint: 'Households that reached the split, by the first of their members',
    units: 'Mature households',
    unitsHint: 'Households whose members were all exposed so long ago that their goal window is over',
    unitsSoFar: 'Households so far',
    unitsSoFarHint: 'All households exposed so far: none is mature yet',
    customers: 'Their customers',
    mature: 'Mature households',
    sentence: {
      collecting: '{{mature}} of {{planned}} planned households are mature; ready about {{ready}}.',
      collectingPace:
        '{{mature}} of {{planned}} planned households are mature. At the pace so far it cannot be said when that is reached.',
      collectingOpen: '{{mature}} households are mature; that is not enough to say anything.',
    },
    more_one: 'About {{count, number}} more mature household.',
    more_other: 'About {{count, number}} more mature households.',
  },
  'zh-CN': {
    separator: '、',
    title: '按属性“{{attribute}}”以家庭为单位分配：{{units}} 个家庭，共 {{customers}} 位客户',
    about:
      '各项检查、进度和方案均以家庭计数，消息、曲线和“成熟”亦然：所有成员的窗口都结束后，该家庭才算成熟。比率、均值和效果按每位客户计算，误差取自家庭之间的差异，同一家庭的客户绝不视为相互独立。',
    contaminated: '因成员进入不同分组而剔除：{{units}} 个家庭，共 {{customers}} 位客户。',
    ineligible: '因无人真正曝光而剔除：{{units}} 个家庭，共 {{customers}} 位客户。',
    leftOut: '以下数据未计算，因为其方法假定客户相互独立：{{figures}}。',
    exposed: '家庭数',
    exposedHint: '到达分流的家庭，以最先曝光的成员为准',
    units: '成熟家庭',
    unitsHint: '所有成员曝光已久、目标窗口均已结束的家庭',
    unitsSoFar: '目前家庭数',
    unitsSoFarHint: '目前所有已曝光的家庭：尚无成熟家庭',
    customers: '其客户数',
    mature: '成熟家庭',
    sentence: {
      collecting: '计划的 {{planned}} 个家庭中已有 {{mature}} 个成熟，预计 {{ready}} 前后达到。',
      collectingPace: '计划的 {{planned}} 个家庭中已有 {{mature}} 个成熟，按目前速度无法判断何时达到。',
      collectingOpen: '已有 {{mature}} 个家庭成熟，还不足以得出任何判断。',
    },
    more_other: '约需再有 {{count, number}} 个成熟家庭。',
  },
});
