import { QUESTION_LINK } from '../domain/question-link.ts';
import { describeSms } from '../domain/sms/describe.ts';

/** The parts of a message that say something; `link` as long as what will stand there, to count segments. */
export function textOf(body: string, sms: boolean, subject: string, link = '') {
  const { parts, encoding } = describeSms(body.replace(QUESTION_LINK, link), 'fold');
  return sms ? { subjectLine: '', body, parts, encoding } : { subjectLine: subject, body, parts: 1, encoding: null };
}
