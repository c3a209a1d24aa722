import { defineRefusals } from '#platform/errors.ts';
import { catalogueTexts } from './texts.ts';

export const catalogueRefusals = defineRefusals(
  'catalogue',
  {
    unknownService: 404,
    nothingToPublish: 409,
    nameTaken: 409,
    notInForce: 409,
    daysNeeded: 422,
    changedMeanwhile: 409,
  },
  catalogueTexts,
);
