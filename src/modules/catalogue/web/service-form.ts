import { z } from 'zod';
import { parseForm, type ParsedForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import type { ServiceContent } from '../content.ts';
import { editorTexts } from '../editor-texts.ts';

const text = z.string().min(3).max(300);
const days = z.coerce.number().int().min(1).max(365);
const optionalLines = z
  .string()
  .max(9000)
  .optional()
  .transform((written = '') => splitLines(written))
  .pipe(z.array(text).max(30));

/** The form of the editor: lists come as lines, money as pesos, and leave as the content of a service. */
const schema = z.object({
  nameEs: text,
  nameEn: text,
  descriptionEs: text,
  descriptionEn: text,
  requirements: optionalLines.pipe(z.array(text).min(1)),
  costCents: z
    .string()
    .transform((written) => written.replace(/[$,\s]/g, ''))
    .pipe(z.string().regex(/^\d{1,6}(\.\d{1,2})?$/))
    .transform((pesos) => Math.round(Number(pesos) * 100)),
  responseDays: days,
  correctionDays: days,
  legalBasis: text,
  suspensionReasons: optionalLines,
  rejectionGrounds: optionalLines,
});

export function parseServiceForm(
  form: Readonly<Record<string, string | string[]>>,
  locale: Locale,
): ParsedForm<ServiceContent> {
  const t = editorTexts(locale);
  return parseForm(schema, form, locale, {
    costCents: t('wrongCost'),
    responseDays: t('wrongDays'),
    correctionDays: t('wrongDays'),
    requirements: t('wrongLines'),
    suspensionReasons: t('wrongLines'),
    rejectionGrounds: t('wrongLines'),
  });
}

export function filledServiceForm(content: ServiceContent): FormState {
  const { requirements, suspensionReasons, rejectionGrounds, costCents, responseDays, correctionDays, ...texts } =
    content;
  return filledForm({
    ...texts,
    requirements: requirements.join('\n'),
    suspensionReasons: suspensionReasons.join('\n'),
    rejectionGrounds: rejectionGrounds.join('\n'),
    costCents: String(costCents / 100),
    responseDays: String(responseDays),
    correctionDays: String(correctionDays),
  });
}

function splitLines(written: string): string[] {
  return written
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter(Boolean);
}
