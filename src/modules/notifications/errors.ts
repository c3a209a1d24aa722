import { defineRefusals } from '#platform/errors.ts';
import { refusalTexts } from './refusal-texts.ts';

export const noticeRefusals = defineRefusals(
  'notifications',
  {
    unknownTemplate: 404,
    nameTaken: 409,
    nothingToSubmit: 409,
    nothingToDecide: 409,
    ownText: 403,
    notReady: 422,
    unknownVersion: 404,
    unknownRule: 422,
    unknownEvent: 422,
    deadLink: 404,
    cannotStop: 409,
    unknownSuppression: 404,
    notSuppressed: 409,
    reasonNeeded: 422,
    eventTaken: 409,
    unknownKey: 404,
    wrongAddress: 422,
    unknownMessage: 404,
    unknownMailing: 404,
    mailingMoved: 409,
    textChanged: 409,
    reservedName: 422,
    badBody: 422,
    unknownCarrier: 404,
    lastCarrier: 409,
  },
  refusalTexts,
);
