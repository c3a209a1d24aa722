import { z } from 'zod';
import { DAY_KINDS } from '#platform/calendar/calendar.ts';
import type { CalendarPeriod } from '#platform/calendar/periods.ts';
import { parseForm, type ParsedForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import { readDay } from '../calendar-period.ts';
import { calendarTexts } from '../calendar-texts.ts';

const day = z.string().transform((text, issue) => {
  const read = readDay(text);
  if (read) return read;
  issue.addIssue({ code: 'custom' });
  return z.NEVER;
});

const schema = z.object({
  from: day,
  until: day.optional(),
  kind: z.enum(DAY_KINDS),
  name: z.string().min(3).max(120),
  legalBasis: z.string().min(3).max(200),
});

/** One day or period as typed; without an end it is one day. */
export function parsePeriodForm(
  form: Readonly<Record<string, string | string[]>>,
  locale: Locale,
): ParsedForm<CalendarPeriod> {
  const t = calendarTexts(locale);
  const parsed = parseForm(schema, form, locale, {
    from: t('wrongDate'),
    until: t('wrongDate'),
    kind: { label: t('kind') },
    name: { label: t('name') },
    legalBasis: { label: t('legalBasis') },
  });
  if (!parsed.ok) return parsed;
  return { ok: true, data: { ...parsed.data, until: parsed.data.until ?? parsed.data.from } };
}

const marks = z.object({ from: day, until: day });

/** Which period a button or a correction means. */
export function parseMark(from: unknown, until: unknown): Pick<CalendarPeriod, 'from' | 'until'> | undefined {
  const parsed = marks.safeParse({ from, until });
  return parsed.success ? parsed.data : undefined;
}

export function filledPeriodForm({ from, until, kind, name, legalBasis }: CalendarPeriod): FormState {
  return filledForm({ from: from.toString(), until: until.toString(), kind, name, legalBasis });
}
