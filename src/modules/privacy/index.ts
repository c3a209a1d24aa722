/**
 * Privacy: people's rights over their own data, and how long contents are kept.
 *
 * request (solicitud de derechos ARCO): access, rectification, cancellation or opposition, with a term to answer and one to
 * do what was granted · personal file: everything that every module holds of one person · closing: something came to its
 * end, from then on the retention of its contents runs · retention class: a kind of content with its own time.
 */
export { receiveRequest, type ReceiveRequest } from './commands/receive-request.ts';
export { answerRequest, extendTerm, withdrawRequest, type AnswerRequest } from './commands/answer-request.ts';
export { fulfilRequest, type FulfilRequest } from './commands/fulfil-request.ts';
export { setRetention } from './commands/set-retention.ts';
export { RIGHTS, type Right } from './domain/requests.ts';
export { fileForRequest, personalFile, type PersonalFile } from './queries/personal-file.ts';
export { getRequest, requestList } from './queries/requests.ts';
export { privacyPageTexts } from './page-texts.ts';
