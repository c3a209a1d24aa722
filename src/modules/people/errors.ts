import { defineRefusals } from '#platform/errors.ts';
import { peopleTexts } from './texts.ts';

export const peopleRefusals = defineRefusals(
  'people',
  {
    wrongCode: 422,
    codeEnded: 410,
    samePerson: 409,
    alreadyMerged: 409,
    questionOver: 410,
    wrongSurname: 422,
    nameErased: 409,
    // What speaks against undoing a merge (`Hindrance`).
    undone: 409,
    notNoted: 409,
    laterFirst: 409,
    erased: 409,
  },
  peopleTexts,
);
