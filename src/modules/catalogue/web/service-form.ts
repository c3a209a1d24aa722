import { z } from 'zod';
import { parseForm, type ParsedForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { AUDIENCES, CHANNELS, serviceContent, type Copies, type ServiceContent } from '../content.ts';
import { editorTexts } from '../editor-texts.ts';

const text = z.string().min(3).max(300);
const optionalText = z.string().max(300).default('');
const several = <Value extends string>(values: readonly Value[]) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.enum(values as [Value, ...Value[]])));
const lines = z
  .string()
  .max(12_000)
  .optional()
  .transform((written = '') => splitLines(written));

/** Parts of a line: `documento | original y copia | nota`. A table editor would need script; lines can be pasted. */
const SEPARATOR = '|';
const parts = (line: string) => line.split(SEPARATOR).map((part) => part.trim());

const COPY_WORDS: Record<Copies, string> = {
  original: 'original',
  copy: 'copia',
  original_and_copy: 'original y copia',
  none: '',
};

/** An unknown word stays as it was typed, so that the schema refuses it instead of losing it. */
const copiesOf = (word: string): Copies =>
  (Object.entries(COPY_WORDS).find(([, words]) => words === word.toLowerCase())?.[0] ?? word) as Copies;

const shape = serviceContent.out.shape;
const reasons = (schema: typeof shape.suspensionReasons) =>
  lines
    .transform((all) => all.map(parts).map(([code = '', es = '', en = '']) => ({ code: code.toUpperCase(), es, en })))
    .pipe(schema);
const days = z.coerce.number().int();

/** The form of the editor: lists come as lines, money as pesos, and leave as the content of a service. */
const schema = z.object({
  nameEs: text,
  nameEn: text,
  descriptionEs: text,
  descriptionEn: text,
  resultEs: optionalText,
  resultEn: optionalText,
  audiences: several(AUDIENCES).pipe(z.array(z.enum(AUDIENCES)).min(1)),
  channels: several(CHANNELS).pipe(z.array(z.enum(CHANNELS)).min(1)),
  offices: z.preprocess((value) => (value === undefined ? [] : [value].flat()), shape.offices),
  byMunicipality: z
    .string()
    .optional()
    .transform((ticked) => ticked !== undefined),
  requirements: lines
    .transform((all) =>
      all.map(parts).map(([document = '', copies = '', note = '']) => ({ document, copies: copiesOf(copies), note })),
    )
    .pipe(shape.requirements),
  costCents: z
    .string()
    .transform((written) => written.replace(/[$,\s]/g, ''))
    .pipe(z.string().regex(/^\d{1,6}(\.\d{1,2})?$/))
    .transform((pesos) => Math.round(Number(pesos) * 100))
    .optional()
    .transform((cents) => cents ?? null),
  costBasis: optionalText,
  responseDays: days
    .min(0)
    .max(365)
    .optional()
    .transform((value) => value ?? null),
  timeNote: optionalText,
  correctionDays: days.min(1).max(365),
  legalBasis: text,
  suspensionReasons: reasons(shape.suspensionReasons),
  rejectionGrounds: reasons(shape.rejectionGrounds),
  synonyms: lines.pipe(shape.synonyms),
});

/** Fields whose mistakes are told by the general messages. */
const PLAIN_FIELDS = [
  ...(['nameEs', 'nameEn', 'descriptionEs', 'descriptionEn', 'resultEs', 'resultEn'] as const),
  ...(['offices', 'costBasis', 'timeNote', 'legalBasis'] as const),
] as const;

export function parseServiceForm(
  form: Readonly<Record<string, string | string[]>>,
  locale: Locale,
): ParsedForm<ServiceContent> {
  const t = editorTexts(locale);
  const named = Object.fromEntries(PLAIN_FIELDS.map((name) => [name, { label: t(name) }]));
  return parseForm(schema, form, locale, {
    ...named,
    costCents: t('wrongCost'),
    responseDays: { label: t('responseDays'), message: t('wrongResponseDays') },
    correctionDays: { label: t('correctionDays'), message: t('wrongDays') },
    audiences: { label: t('audiences'), message: t('chooseOne') },
    channels: { label: t('channels'), message: t('chooseOne') },
    requirements: { label: t('requirements'), message: t('wrongRequirements') },
    suspensionReasons: { label: t('suspensionReasons'), message: t('wrongReasons') },
    rejectionGrounds: { label: t('rejectionGrounds'), message: t('wrongReasons') },
    synonyms: { label: t('synonyms'), message: t('wrongSynonyms') },
  });
}

export function filledServiceForm(content: ServiceContent): FormState {
  const { costCents, responseDays, correctionDays, byMunicipality, ...rest } = content;
  return filledForm({
    ...rest,
    requirements: content.requirements
      .map(({ document, copies, note }) => joined([document, COPY_WORDS[copies], note]))
      .join('\n'),
    suspensionReasons: content.suspensionReasons.map(({ code, es, en }) => joined([code, es, en])).join('\n'),
    rejectionGrounds: content.rejectionGrounds.map(({ code, es, en }) => joined([code, es, en])).join('\n'),
    synonyms: content.synonyms.join('\n'),
    byMunicipality: byMunicipality ? '1' : '',
    costCents: costCents === null ? '' : String(costCents / 100),
    responseDays: responseDays === null ? '' : String(responseDays),
    correctionDays: String(correctionDays),
  });
}

function joined(line: readonly string[]): string {
  const last = line.findLastIndex((part) => part !== '');
  return line.slice(0, last + 1).join(` ${SEPARATOR} `);
}

function splitLines(written: string): string[] {
  return written
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter(Boolean);
}
