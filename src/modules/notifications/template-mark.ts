import { seenMark } from '#platform/seen-mark.ts';
import type { TemplateContent } from './domain/template.ts';

/** Goes with the form that approves a version: it keeps its number while its words are mended. */
export function templateMark(content: TemplateContent): string {
  const { name, event, sms, emailSubject, emailText, policy, expiresHours, urgentReason } = content;
  return seenMark([name, event, sms, emailSubject, emailText, policy, expiresHours, urgentReason]);
}
