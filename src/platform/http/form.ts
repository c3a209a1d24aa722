import type { z } from 'zod';
import { EMPTY_FORM, TOKEN_FIELD, type FormState } from '#web/ui/form/form-state.ts';
import type { Locale } from '../i18n/locale.ts';
import { httpTexts } from './texts.ts';

export type ParsedForm<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly state: FormState };

type RawForm = Readonly<Record<string, string | readonly string[]>>;

/**
 * Parses what a person sent with the schema of the form. An empty field counts as not given, white space around a value
 * is dropped. On a mistake the state holds everything as typed and one message per field: that of `messages` for the
 * field, else a plain general one.
 *
 * @param messages by field name: what to say when this field is wrong, in the language of the page.
 */
export function parseForm<Schema extends z.ZodObject>(
  schema: Schema,
  form: RawForm,
  locale: Locale,
  messages: Partial<Record<keyof z.infer<Schema> & string, string>> = {},
): ParsedForm<z.output<Schema>> {
  const result = schema.safeParse(given(form));
  if (result.success) return { ok: true, data: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '');
    errors[field] ??= (messages as Record<string, string>)[field] ?? generalMessage(issue, locale);
  }
  return { ok: false, state: { values: typed(form), errors } };
}

/** The form as typed, with messages of the caller's own: for refusals that a command finds. */
export function refusedForm(form: RawForm, errors: Record<string, string>, formError?: string): FormState {
  return { ...EMPTY_FORM, values: typed(form), errors, ...(formError === undefined ? {} : { formError }) };
}

function typed(form: RawForm): Record<string, string | readonly string[]> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name !== TOKEN_FIELD));
}

function given(form: RawForm): Record<string, unknown> {
  const entries = Object.entries(typed(form)).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? value.trim() : value.map((one) => one.trim()).filter((one) => one !== ''),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function generalMessage(issue: z.core.$ZodIssue, locale: Locale): string {
  const t = httpTexts(locale);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? t('form.missing') : t('form.invalid');
    case 'too_big':
      return t('form.tooLong', { maximum: Number(issue.maximum) });
    case 'too_small':
      return t('form.tooShort', { minimum: Number(issue.minimum) });
    default:
      return t('form.invalid');
  }
}
