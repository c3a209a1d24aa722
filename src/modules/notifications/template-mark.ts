import { createHash } from 'node:crypto';
import type { TemplateContent } from './domain/template.ts';

/**
 * What a version says, as a short word: it goes with the form that approves it, so that what comes into force is what was on
 * the screen. A version keeps its number while its words are mended.
 */
export function markOfText(content: TemplateContent): string {
  const { name, event, sms, emailSubject, emailText, policy, expiresHours, urgentReason } = content;
  const said = JSON.stringify([name, event, sms, emailSubject, emailText, policy, expiresHours, urgentReason]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 16);
}
