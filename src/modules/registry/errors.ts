import { defineRefusals } from '#platform/errors.ts';
import { registryTexts } from './texts.ts';

export const registryRefusals = defineRefusals(
  'registry',
  {
    notFound: 404,
    wrongStatus: 409,
    reasonNeeded: 422,
    unknownService: 422,
    termOver: 409,
    unknownOffice: 422,
    wrongMobile: 422,
    otherContent: 422,
    badBody: 422,
    assignedToOther: 409,
    notAnAnalyst: 422,
    proposalNeeded: 409,
    proposalChanged: 409,
    proxyNeeded: 422,
    unknownView: 404,
    tooManyViews: 409,
    importState: 409,
    importColumns: 422,
    alreadySettled: 409,
  },
  registryTexts,
);
