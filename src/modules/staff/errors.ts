import { defineRefusals } from '#platform/errors.ts';
import { refusalTexts } from './refusal-texts.ts';

export const staffRefusals = defineRefusals(
  'staff',
  {
    wrongCredentials: 422,
    wrongCode: 422,
    wrongPasskey: 422,
    wrongPassword: 422,
    wrongRecoveryCode: 422,
    passwordShort: 422,
    passwordGuessable: 422,
    factorKnown: 422,
    lastFactor: 422,
    loginTaken: 422,
    linkSpent: 422,
    notYourself: 422,
    beyondReach: 403,
  },
  refusalTexts,
);
