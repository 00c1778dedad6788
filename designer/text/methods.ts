import { bilingual } from './bilingual.ts';

/** Methods behind the figures: what each does, and where it is published. */
export const methodsText = bilingual({
  en: {
    wilson: {
      name: 'Wilson score interval',
      words: 'Rates for which the observed one would not be surprising.',
      source: 'E. Wilson, JASA 22 (1927) 209–212',
    },
    clopperPearson: {
      name: 'Clopper-Pearson interval',
      words: 'Exact for one rate, wide for small counts.',
      source: 'C. Clopper, E. Pearson, Biometrika 26 (1934) 404–413',
    },
    miettinenNurminenDifference: {
      name: 'Miettinen-Nurminen, difference',
      words:
        'Score test of two rates; its interval holds exactly those differences the test does not reject.',
      source: 'O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213–226',
    },
    miettinenNurminenRatio: {
      name: 'Miettinen-Nurminen, ratio',
      words: 'The same score test turned into an interval of the relative effect.',
      source: 'O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213–226',
    },
    newcombe: {
      name: 'Newcombe’s hybrid interval',
      words: 'Difference of two rates from their two Wilson intervals; a second opinion.',
      source: 'R. Newcombe, Statistics in Medicine 17 (1998) 873–890',
    },
    ratio: {
      name: 'Ratio metric over households',
      words:
        'Conversions or values per customer, with the error of how much households differ (delta method): the customers of a household are not taken as independent.',
      source: 'A. Deng, U. Knoblich, J. Lu, KDD 2018, 233–242',
    },
    wilsonEffective: {
      name: 'Wilson interval on the effective size',
      words: 'As Wilson’s, with as many customers as the households are worth.',
      source: 'E. Wilson, JASA 22 (1927) 209–212; L. Kish, Survey Sampling (1965)',
    },
    welch: {
      name: 'Welch’s t test',
      words: 'Difference of two means with unequal variances.',
      source: 'B. Welch, Biometrika 34 (1947) 28–35',
    },
    fieller: {
      name: 'Fieller’s interval',
      words:
        'Ratio of two levels, as wide as the test of their difference; says so when the reference’s level cannot be told from 0.',
      source: 'E. Fieller, JRSS B 16 (1954) 175–185',
    },
    confidenceSequence: {
      name: 'Asymptotic confidence sequence',
      words: 'An interval that holds at every look at once, however often the page is opened.',
      source: 'I. Waudby-Smith et al., Annals of Statistics 52 (2024) 2613–2640',
    },
    groupSequential: {
      name: 'Group-sequential bounds',
      words: 'The error level is spent over planned looks.',
      source: 'K. Lan, D. DeMets, Biometrika 70 (1983) 659–663',
    },
    holm: {
      name: 'Holm’s correction',
      words: 'Several arms against one reference share one error level.',
      source: 'S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70',
    },
    benjaminiHochberg: {
      name: 'Benjamini-Hochberg correction',
      words: 'Among goals or segments called different, the share called so wrongly stays small.',
      source: 'Y. Benjamini, Y. Hochberg, JRSS B 57 (1995) 289–300',
    },
    betaBinomial: {
      name: 'Beta-binomial posterior',
      words: 'Chance to be best and expected loss by exact integration; a read-out, not a rule.',
      source: 'A. Gelman et al., Bayesian Data Analysis (2013) §2',
    },
    bonferroni: {
      name: 'Bonferroni’s bound',
      words: 'Alpha divided by the number of comparisons, so that their intervals hold together.',
      source: 'O. Dunn, JASA 56 (1961) 52–64',
    },
    normalPosterior: {
      name: 'Normal posterior',
      words: 'The same read-outs for means.',
      source: 'A. Gelman et al., Bayesian Data Analysis (2013) §2',
    },
    cuped: {
      name: 'CUPED',
      words:
        'Takes out what customers differed in before the exposure; those of whom it is not known stand at its mean, with a mark of their own.',
      source: 'A. Deng, Y. Xu, R. Kohavi, T. Walker, WSDM (2013)',
    },
    srmChiSquare: {
      name: 'Sample ratio, chi-square',
      words: 'Would counts this far from the shares come by chance?',
      source: 'A. Fabijan et al., KDD (2019)',
    },
    sequentialSrm: {
      name: 'Sample ratio, sequential',
      words: 'The same, valid at every look.',
      source: 'M. Lindon, A. Malek, NeurIPS (2022), arXiv 2011.03567',
    },
    kaplanMeier: {
      name: 'Kaplan-Meier curve',
      words:
        'Share converted by each day, using customers still inside their window as far as they are known.',
      source: 'E. Kaplan, P. Meier, JASA 53 (1958) 457–481',
    },
    logRank: {
      name: 'Log-rank test',
      words: 'Do two such curves differ?',
      source: 'N. Mantel, Cancer Chemotherapy Reports 50 (1966) 163–170',
    },
    mantelHaenszel: {
      name: 'Mantel-Haenszel difference',
      words: 'Another weighting of the strata; a second opinion.',
      source: 'S. Greenland, J. Robins, Biometrics 41 (1985) 55–68',
    },
    attributableFraction: {
      name: 'Attributable fraction',
      words:
        'Share of an arm’s conversions that would not have come in the reference: 1 − 1 / ratio, from the interval of the lift that the plan’s method decides by.',
      source: 'M. Levin, Acta Unio Internationalis Contra Cancrum 9 (1953) 531–541',
    },
    differenceInDifferences: {
      name: 'Difference of differences',
      words:
        'The effect among customers of one arm of the other split, less the effect among those of its reference; the four variances added, over epochs and versions.',
      source: 'B. Winer, Statistical Principles in Experimental Design (1962), ch. 5',
    },
    cochranQ: {
      name: 'Cochran’s Q',
      words: 'Do effects of strata or segments differ by more than chance?',
      source: 'W. Cochran, Biometrics 10 (1954) 101–129',
    },
    nonInferiority: {
      name: 'Non-inferiority test',
      words: 'Is the harm smaller than the margin? And is there harm at all, at every look?',
      source: 'ICH E9 (1998); I. Waudby-Smith et al. (2024)',
    },
    equivalence: {
      name: 'Two one-sided tests',
      words: 'Is the effect smaller than the smallest one worth knowing?',
      source: 'D. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680',
    },
    randomEffects: {
      name: 'Random effects',
      words:
        'Each value’s effect drawn towards that of all values, the more the less is known of it: the best of many is too good on average.',
      source: 'R. DerSimonian, N. Laird, Controlled Clinical Trials 7 (1986) 177–188',
    },
    falsePositiveRisk: {
      name: 'False-positive risk',
      words: 'Share of wins that are false, given how often experiments here succeed.',
      source: 'R. Kohavi, A. Deng, L. Vermeer, KDD (2022)',
    },
    studentT: {
      name: 'Student’s t interval',
      words: 'Interval of one mean.',
      source: 'Student, Biometrika 6 (1908) 1–25',
    },
    stratified: {
      name: 'Stratified estimate',
      words: 'Effect within each epoch and version, weighted by its customers.',
      source: 'W. Cochran, Sampling Techniques (1977) §5',
    },
    score: {
      name: 'Score test',
      words: 'Test of equality of two rates.',
      source: 'O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213–226',
    },
    scoreOrFisher: {
      name: 'Score test, Fisher’s where counts are small',
      words: 'The more careful of the two decides where a cell is small.',
      source: 'Miettinen, Nurminen (1985); R. Fisher (1934)',
    },
    chiSquare: {
      name: 'Chi-square test',
      words: 'Are other splits’ arms, and customers treated before, spread evenly?',
      source: 'K. Pearson, Philosophical Magazine 50 (1900) 157–175',
    },
    weightedRegression: {
      name: 'Weighted regression',
      words: 'Does the effect follow the days? Each day weighs by what is known of it.',
      source: 'R. Kohavi, D. Tang, Y. Xu, Trustworthy Online Controlled Experiments (2020) §23',
    },
  },
  'zh-CN': {
    wilson: {
      name: 'Wilson 得分区间',
      words: '与观察到的转化率不矛盾的取值。',
      source: 'E. Wilson, JASA 22 (1927) 209–212',
    },
    clopperPearson: {
      name: 'Clopper-Pearson 区间',
      words: '单个比率的精确区间，样本少时较宽。',
      source: 'C. Clopper, E. Pearson, Biometrika 26 (1934) 404–413',
    },
    miettinenNurminenDifference: {
      name: 'Miettinen-Nurminen 差值',
      words: '两个比率的得分检验；区间恰为检验不拒绝的差值。',
      source: 'O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213–226',
    },
    miettinenNurminenRatio: {
      name: 'Miettinen-Nurminen 比值',
      words: '同一检验换算成相对效果的区间。',
      source: 'O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213–226',
    },
    newcombe: {
      name: 'Newcombe 混合区间',
      words: '由两个 Wilson 区间得出差值区间，作为旁证。',
      source: 'R. Newcombe, Statistics in Medicine 17 (1998) 873–890',
    },
    ratio: {
      name: '按家庭计算的比率指标',
      words: '每位客户的转化或数值，误差取自家庭之间的差异（delta 法）：不把同一家庭的客户视为相互独立。',
      source: 'A. Deng, U. Knoblich, J. Lu, KDD 2018, 233–242',
    },
    wilsonEffective: {
      name: '按有效样本量的 Wilson 区间',
      words: '与 Wilson 区间相同，但客户数折算为这些家庭所相当的有效人数。',
      source: 'E. Wilson, JASA 22 (1927) 209–212; L. Kish, Survey Sampling (1965)',
    },
    welch: {
      name: 'Welch t 检验',
      words: '方差不等的两个均值之差。',
      source: 'B. Welch, Biometrika 34 (1947) 28–35',
    },
    fieller: {
      name: 'Fieller 区间',
      words: '两个水平之比，宽度与其差值的检验一致；参照组水平与 0 无法区分时会明确说明。',
      source: 'E. Fieller, JRSS B 16 (1954) 175–185',
    },
    confidenceSequence: {
      name: '渐近置信序列',
      words: '无论查看多少次，在每一次查看时同时成立的区间。',
      source: 'I. Waudby-Smith et al., Annals of Statistics 52 (2024) 2613–2640',
    },
    groupSequential: {
      name: '成组序贯界限',
      words: '把错误水平分配到计划好的各次查看。',
      source: 'K. Lan, D. DeMets, Biometrika 70 (1983) 659–663',
    },
    holm: {
      name: 'Holm 校正',
      words: '多个分组与同一参照比较，共用一个错误水平。',
      source: 'S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70',
    },
    benjaminiHochberg: {
      name: 'Benjamini-Hochberg 校正',
      words: '在判为不同的目标或细分中，误判的比例保持很小。',
      source: 'Y. Benjamini, Y. Hochberg, JRSS B 57 (1995) 289–300',
    },
    betaBinomial: {
      name: 'Beta-二项后验',
      words: '以精确积分得出最优概率与预期损失；仅为读数，不是规则。',
      source: 'A. Gelman et al., Bayesian Data Analysis (2013) §2',
    },
    bonferroni: {
      name: 'Bonferroni 界',
      words: '将显著性水平除以比较次数，使各区间同时成立。',
      source: 'O. Dunn, JASA 56 (1961) 52–64',
    },
    normalPosterior: {
      name: '正态后验',
      words: '均值的同类读数。',
      source: 'A. Gelman et al., Bayesian Data Analysis (2013) §2',
    },
    cuped: {
      name: 'CUPED',
      words: '扣除客户在曝光前已有的差异；未知者取其均值，并另加标记。',
      source: 'A. Deng, Y. Xu, R. Kohavi, T. Walker, WSDM (2013)',
    },
    srmChiSquare: {
      name: '样本比例卡方检验',
      words: '人数偏离占比至此，是否可能出于偶然？',
      source: 'A. Fabijan et al., KDD (2019)',
    },
    sequentialSrm: {
      name: '样本比例序贯检验',
      words: '同上，每次查看都有效。',
      source: 'M. Lindon, A. Malek, NeurIPS (2022), arXiv 2011.03567',
    },
    kaplanMeier: {
      name: 'Kaplan-Meier 曲线',
      words: '各天的累计转化占比；窗口未结束的客户按已知部分计入。',
      source: 'E. Kaplan, P. Meier, JASA 53 (1958) 457–481',
    },
    logRank: {
      name: '对数秩检验',
      words: '两条曲线是否不同？',
      source: 'N. Mantel, Cancer Chemotherapy Reports 50 (1966) 163–170',
    },
    mantelHaenszel: {
      name: 'Mantel-Haenszel 差值',
      words: '另一种分层加权，作为旁证。',
      source: 'S. Greenland, J. Robins, Biometrics 41 (1985) 55–68',
    },
    attributableFraction: {
      name: '归因占比',
      words: '某组转化中在参照组不会发生的占比：1 − 1 / 比值，由方案所用方法的提升区间得出。',
      source: 'M. Levin, Acta Unio Internationalis Contra Cancrum 9 (1953) 531–541',
    },
    differenceInDifferences: {
      name: '差异之差',
      words: '对方某一组客户中的效果减去其参照组客户中的效果；四个方差相加，按阶段与版本分层。',
      source: 'B. Winer, Statistical Principles in Experimental Design (1962), ch. 5',
    },
    cochranQ: {
      name: 'Cochran Q',
      words: '各层或各细分的效果差异是否超出偶然？',
      source: 'W. Cochran, Biometrics 10 (1954) 101–129',
    },
    nonInferiority: {
      name: '非劣效检验',
      words: '损害是否小于容许范围？每次查看时是否确有损害？',
      source: 'ICH E9 (1998); I. Waudby-Smith et al. (2024)',
    },
    equivalence: {
      name: '双单侧检验',
      words: '效果是否小于值得关注的最小效果？',
      source: 'D. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680',
    },
    randomEffects: {
      name: '随机效应',
      words: '各取值的效果向整体收缩，掌握得越少收缩越多：众多取值中最好的一个平均而言总是偏高。',
      source: 'R. DerSimonian, N. Laird, Controlled Clinical Trials 7 (1986) 177–188',
    },
    falsePositiveRisk: {
      name: '假阳性风险',
      words: '按此处实验的历史成功率，胜出中虚假的占比。',
      source: 'R. Kohavi, A. Deng, L. Vermeer, KDD (2022)',
    },
    studentT: {
      name: 'Student t 区间',
      words: '单个均值的区间。',
      source: 'Student, Biometrika 6 (1908) 1–25',
    },
    stratified: {
      name: '分层估计',
      words: '在每个阶段和版本内计算效果，按客户数加权。',
      source: 'W. Cochran, Sampling Techniques (1977) §5',
    },
    score: {
      name: '得分检验',
      words: '检验两个比率是否相等。',
      source: 'O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213–226',
    },
    scoreOrFisher: {
      name: '得分检验，样本少时用 Fisher 检验',
      words: '单元格计数小时，以较谨慎者为准。',
      source: 'Miettinen, Nurminen (1985); R. Fisher (1934)',
    },
    chiSquare: {
      name: '卡方检验',
      words: '其他分流的分组以及此前被触达的客户是否分布均匀？',
      source: 'K. Pearson, Philosophical Magazine 50 (1900) 157–175',
    },
    weightedRegression: {
      name: '加权回归',
      words: '效果是否随天数变化？每天按已知程度加权。',
      source: 'R. Kohavi, D. Tang, Y. Xu, Trustworthy Online Controlled Experiments (2020) §23',
    },
  },
});
