import { defineRefusals } from '../errors.ts';
import { httpTexts } from './texts.ts';

export const httpRefusals = defineRefusals(
  'http',
  {
    pageNotFound: 404,
    formExpired: 403,
    otherAgency: 409,
    stillSending: 409,
    badRequest: 400,
    unwritable: 422,
    tooLarge: 413,
    noSpace: 507,
    tooMany: 429,
    keyNeeded: 401,
  },
  httpTexts,
);
