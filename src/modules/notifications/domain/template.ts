import type { SampleSize } from '#platform/notices.ts';
import { mailParagraphs, type MailParagraph } from './mail-html.ts';
import { render, variablesOf } from './render.ts';
import { describeSms, type SmsDescription } from './sms/describe.ts';
import type { EncodingPolicy } from './sms/encoding.ts';
import { findFolded } from './sms/fold.ts';
import { findSeptets } from './sms/gsm7.ts';
import { sampleValues, type TypedVariable, type ValueWriter } from './variables.ts';

/** What is written in one version of a template. A channel whose text is empty sends nothing. */
export interface TemplateContent {
  readonly name: string;
  readonly event: string;
  readonly sms: string;
  readonly emailSubject: string;
  readonly emailText: string;
  readonly policy: EncodingPolicy;
  /** News older than this help nobody and are not sent. */
  readonly expiresHours: number;
  /** Why it leaves in quiet hours too; empty: it waits for their end. */
  readonly urgentReason: string;
}

export const TEMPLATE_STATUSES = ['draft', 'submitted', 'active', 'retired', 'rejected'] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

/** Why a template cannot go to approval. `field` is where the writer must look. */
export type Obstacle =
  | { readonly kind: 'noReason'; readonly field: 'urgentReason' }
  | { readonly kind: 'empty'; readonly field: 'sms' }
  | { readonly kind: 'noSubject'; readonly field: 'emailSubject' }
  | { readonly kind: 'unknownVariable'; readonly field: TextField; readonly names: readonly string[] }
  | { readonly kind: 'unsendable'; readonly field: 'sms'; readonly characters: readonly string[] }
  | { readonly kind: 'tooLong'; readonly field: 'sms'; readonly parts: number };

const TEXT_FIELDS = ['sms', 'emailSubject', 'emailText'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** "Urgente" alone is no reason why somebody's telephone should ring at night. */
const LEAST_REASON = 20;

/** Everything that stands in the way of approving it; the longest samples decide, for those will come one day. */
export function obstaclesOf(
  content: TemplateContent,
  variables: readonly TypedVariable[],
  writer: ValueWriter,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (content.sms === '' && content.emailText === '') found.push({ kind: 'empty', field: 'sms' });
  if (content.emailText !== '' && content.emailSubject === '') found.push({ kind: 'noSubject', field: 'emailSubject' });
  const { urgentReason } = content;
  if (urgentReason !== '' && urgentReason.length < LEAST_REASON)
    found.push({ kind: 'noReason', field: 'urgentReason' });
  const known = new Set(variables.map(({ name }) => name));
  for (const field of TEXT_FIELDS) {
    const names = variablesOf(content[field]).filter((name) => !known.has(name));
    if (names.length > 0) found.push({ kind: 'unknownVariable', field, names });
  }
  if (content.sms === '' || found.some(({ kind, field }) => kind === 'unknownVariable' && field === 'sms'))
    return found;
  const { unsendable, tooLong, parts } = smsPreview(content, variables, 'longest', writer);
  if (unsendable.length > 0) found.push({ kind: 'unsendable', field: 'sms', characters: unsendable });
  if (tooLong) found.push({ kind: 'tooLong', field: 'sms', parts });
  return found;
}

export interface SmsPreview extends SmsDescription {
  /** Characters because of which the whole text is written in UCS-2, at 70 a message instead of 160. */
  readonly forcing: readonly string[];
  /** Characters that are written otherwise, with what is written: `á` -> `a`. */
  readonly rewritten: readonly (readonly [string, string])[];
}

/** What a telephone would show and what it would take. Variables that the event does not have stay as they are written. */
export function smsPreview(
  { sms, policy }: Pick<TemplateContent, 'sms' | 'policy'>,
  variables: readonly TypedVariable[],
  size: SampleSize,
  writer: ValueWriter,
): SmsPreview {
  const text = filled(sms, variables, size, writer);
  const characters = [...new Set(text.normalize('NFC'))];
  const description = describeSms(text, policy);
  const shift = policy === 'shift' ? 'spanish' : 'none';
  return {
    ...description,
    forcing: description.encoding === 'ucs2' ? characters.filter((one) => !findSeptets(one, 'none')) : [],
    rewritten:
      policy === 'keep'
        ? []
        : characters.flatMap((one) => {
            const folded = findFolded(one, shift);
            return folded === undefined || folded === one ? [] : [[one, folded] as const];
          }),
  };
}

export interface MailPreview {
  readonly subject: string;
  readonly paragraphs: readonly MailParagraph[];
}

export function mailPreview(
  { emailSubject, emailText }: Pick<TemplateContent, 'emailSubject' | 'emailText'>,
  variables: readonly TypedVariable[],
  size: SampleSize,
  writer: ValueWriter,
): MailPreview {
  return {
    subject: filled(emailSubject, variables, size, writer),
    paragraphs: mailParagraphs(filled(emailText, variables, size, writer)),
  };
}

function filled(text: string, variables: readonly TypedVariable[], size: SampleSize, writer: ValueWriter): string {
  const known = sampleValues(variables, size, writer);
  const unknown = variablesOf(text).filter((name) => !(name in known));
  return render(text, { ...known, ...Object.fromEntries(unknown.map((name) => [name, `((${name}))`])) });
}
