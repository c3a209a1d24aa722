import { defineRefusals } from '#platform/errors.ts';
import { privacyTexts } from './texts.ts';

export const privacyRefusals = defineRefusals(
  'privacy',
  { notFound: 404, wrongStatus: 409, extendedBefore: 409, identityNeeded: 422, nameNeeded: 422 },
  privacyTexts,
);
