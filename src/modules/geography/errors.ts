import { defineRefusals } from '#platform/errors.ts';
import { geographyTexts } from './texts.ts';

export const geographyRefusals = defineRefusals(
  'geography',
  { twice: 422, unknown: 422, missing: 422, tooEarly: 422, otherAreas: 409, complete: 409 },
  geographyTexts,
);
