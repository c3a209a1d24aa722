import { z } from 'zod';
import { parseForm, type ParsedForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { SAMPLE_SIZES, type SampleSize } from '#platform/notices.ts';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { adminTexts } from '../admin-texts.ts';
import { ENCODING_POLICIES } from '../domain/sms/encoding.ts';
import type { Obstacle, TemplateContent } from '../domain/template.ts';

type RawForm = Readonly<Record<string, string | readonly string[]>>;

/** Browsers send lines with CR LF; a carrier would charge the CR. */
const lines = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n'));

const schema = z.object({
  name: z.string().min(3).max(80),
  sms: lines(1500),
  emailSubject: z.string().max(200).default(''),
  emailText: lines(10_000),
  policy: z.enum(ENCODING_POLICIES).default('fold'),
  expiresHours: z.coerce.number().int().min(1).max(720),
  urgentReason: z.string().trim().max(300).default(''),
});

/** The editor's form as content; what it is about stays as it was. */
export function parseTemplateForm(form: RawForm, locale: Locale, event: string): ParsedForm<TemplateContent> {
  const t = adminTexts(locale);
  const parsed = parseForm(schema, form, locale, {
    name: t('wrongName'),
    emailSubject: { label: t('emailSubject') },
    expiresHours: t('wrongHours'),
  });
  return parsed.ok ? { ok: true, data: { ...parsed.data, event } } : parsed;
}

/** As much of a form as can be understood, for the preview of what is being written. */
export function readUnfinished(form: RawForm, known: TemplateContent): TemplateContent {
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].replaceAll('\r\n', '\n').trim() : '');
  const policy = ENCODING_POLICIES.find((one) => one === form.policy) ?? known.policy;
  return { ...known, sms: text('sms'), emailSubject: text('emailSubject'), emailText: text('emailText'), policy };
}

export function sampleOf(form: RawForm): SampleSize {
  return SAMPLE_SIZES.find((size) => size === form.sample) ?? 'typical';
}

export function filledTemplate(content: TemplateContent): FormState {
  const { event: _, expiresHours, ...texts } = content;
  return filledForm({ ...texts, expiresHours: String(expiresHours), sample: 'typical' });
}

/** What stands in the way, beside the field where it is mended. */
export function obstacleErrors(obstacles: readonly Obstacle[], locale: Locale): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const obstacle of obstacles) errors[obstacle.field] ??= obstacleWords(obstacle, locale);
  return errors;
}

export function obstacleWords(obstacle: Obstacle, locale: Locale): string {
  const t = adminTexts(locale);
  switch (obstacle.kind) {
    case 'unknownVariable':
      return t('obstacle.unknownVariable', { names: obstacle.names.map((name) => `((${name}))`).join(', ') });
    case 'unsendable':
      return t('obstacle.unsendable', { characters: obstacle.characters.join(' ') });
    case 'tooLong':
      return t('obstacle.tooLong', { parts: obstacle.parts });
    case 'noReason':
    case 'empty':
    case 'noSubject':
      return t(`obstacle.${obstacle.kind}`);
  }
}
