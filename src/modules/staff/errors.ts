import { defineRefusals } from '#platform/errors.ts';
import { staffTexts } from './texts.ts';

export const staffRefusals = defineRefusals('staff', { wrongCredentials: 422, wrongCode: 422 }, staffTexts);
