// Which case a check of the trust panel found, for the words that say what to do; and what each of its figures is of.

export const CHECK_ADVICE = [
  /** nothing to do */
  'none',
  /** too few customers to say anything */
  'waitForCustomers',
  /** customers are not shared out as planned: the assignment, or what is recorded of it, is broken */
  'ratioOff',
  /** overall as planned, but not on some day, in some epoch or of some way in */
  'ratioOffInSlice',
  /** customers in an arm whose share was 0 */
  'strayCustomers',
  /** customers were seen in more than one arm */
  'seenInSeveralArms',
  /** a few households hold most customers of an arm: mostly a placeholder that strangers share */
  'fewHouseholdsOutweigh',
  'noneMature',
  'fewMature',
  /** more customers of one arm than of another got no message, or were not really exposed */
  'lossDiffers',
  /** an arm has no message, so that nobody knows who of it would have got none: read the effect on everybody */
  'lossUnknown',
  /** the arms differed before the exposure already */
  'differedBefore',
  /** nothing known from before the exposure */
  'nothingFromBefore',
  /** shares, version or plan changed on the way: the estimate is taken over the strata */
  'severalStrata',
  /** beside own customers there are some imported from before the split was published: a stratum of their own */
  'importedBefore',
  /** pooled and stratified effect disagree */
  'simpson',
  /** customers are shared with another split, evenly over the arms */
  'overlapEven',
  /** the arms of another split are spread unevenly over the arms of this one */
  'overlapUneven',
  /** more customers of one arm than of another had been treated by another journey shortly before */
  'carryOverUneven',
  /** the effect is another one for customers of an arm of another split */
  'interaction',
  /** the effect is another one for customers whom another journey had treated shortly before */
  'carryOverDiffers',
  /** who shares a household with whom is not known of other splits */
  'notForHouseholds',
  /** inputs wait to be taken in */
  'inputsWaiting',
  /** not one event of the primary goal has ever come in */
  'goalNeverSeen',
] as const;

export const CHECK_DETAILS = [
  /** label: arm; customers observed and expected, or the share concerned */
  'arm',
  /** label: arm; households, and how many of equal size they are worth */
  'worth',
  /** no label; mature customers, and how many the plan asks for */
  'planned',
  /** label: local date */
  'day',
  /** label: how customers came in: `trigger`, `deed`, `journey` or `import` */
  'entry',
  /** label: number of the epoch */
  'epoch',
  /** label: epoch and version, as `1/3` */
  'stratum',
  /** the test that may be looked at every day; no label */
  'sequential',
  /** label: arm; customers the check could not use */
  'stray',
  /** label: arm; conversions of the primary goal before the exposure, as a share; expected is the reference's */
  'before',
  /** label: arm; mean of the covariate; expected is the reference's */
  'covariate',
  /** label: arm; share marked as not really exposed */
  'ineligible',
  /** label: arm; share of those with a planned message who got none */
  'messages',
  /** label: arm */
  'simpson',
  /** label: journey and node of the other split, as `journey/node` */
  'split',
  /** label: arm; share treated by another journey in the 30 days before */
  'carried30',
  /** the same in the 60 days before */
  'carried60',
  /** label: `arm/journey/node/arm there`; by how much the effect of the arm is larger there */
  'interaction',
  'waiting',
] as const;
