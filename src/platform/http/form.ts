import type { z } from 'zod';
import { EMPTY_FORM, TOKEN_FIELD, type FormState } from '#web/ui/form/form-state.ts';
import type { Locale } from '../i18n/locale.ts';
import { httpTexts } from './texts.ts';

export type ParsedForm<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly state: FormState };

/**
 * What to say when a field is wrong: a whole message that tells by itself which field it means, or the label of the field,
 * which is put before `message`, else before a general one.
 */
export type FieldWords = string | { readonly label: string; readonly message?: string };

type RawForm = Readonly<Record<string, string | readonly string[]>>;

/**
 * Parses what a person sent with the schema of the form. An empty field counts as not given, white space around a value
 * is dropped. On a mistake the state holds everything as typed and one message per field: that of `words` for the
 * field, else a plain general one. In the summary a message stands far from its field: it must tell which one it means.
 *
 * @param words by field name, in the language of the page.
 */
export function parseForm<Schema extends z.ZodObject>(
  schema: Schema,
  form: RawForm,
  locale: Locale,
  words: Partial<Record<keyof z.infer<Schema> & string, FieldWords>> = {},
): ParsedForm<z.output<Schema>> {
  const sent = given(form);
  const result = schema.safeParse(sent);
  if (result.success) return { ok: true, data: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '');
    const message = field in sent ? generalMessage(issue, locale) : httpTexts(locale)('form.missing');
    errors[field] ??= messageFor(message, (words as Record<string, FieldWords>)[field], locale);
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

function messageFor(general: string, words: FieldWords | undefined, locale: Locale): string {
  if (typeof words === 'string') return words;
  const message = words?.message ?? general;
  return words ? `${words.label}: ${message.charAt(0).toLocaleLowerCase(locale)}${message.slice(1)}` : message;
}

function generalMessage(issue: z.core.$ZodIssue, locale: Locale): string {
  const t = httpTexts(locale);
  switch (issue.code) {
    case 'too_big':
      return t('form.tooLong', { maximum: Number(issue.maximum) });
    case 'too_small':
      return t('form.tooShort', { minimum: Number(issue.minimum) });
    default:
      return t('form.invalid');
  }
}
