/**
 * Reports: what was done, how long it took, what notices cost (R6).
 *
 * movement: one step of one procedure, as it is counted · stage time: how long the stage took that a movement ends ·
 * tally: the sum of a day or month that is over · horizon: the day before which everything is summed · behind: the list
 * of rows that a number counts.
 */
export { reportTexts } from './report-texts.ts';
export { tallyDays } from './jobs/tally-days.ts';
