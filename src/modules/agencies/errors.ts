import { defineRefusals } from '#platform/errors.ts';
import { agencyTexts } from './texts.ts';

export const agencyRefusals = defineRefusals(
  'agencies',
  {
    belowItself: 409,
    slugTaken: 409,
    wrongPeriod: 422,
    periodOverYears: 422,
    periodGone: 409,
    holdsItAlready: 422,
    notYourself: 422,
    beyondOwn: 422,
    wrongHours: 422,
    unitClosed: 409,
    unitInUse: 409,
    headStays: 409,
    treeChanged: 409,
  },
  agencyTexts,
);
