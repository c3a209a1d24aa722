import { z } from 'zod';
import { parseForm, type ParsedForm } from '#platform/http/form.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { filledForm, type FormState } from '#web/ui/form/form-state.ts';
import type { EditOffice } from '../commands/edit-office.ts';
import type { OpeningHours } from '../domain/opening.ts';
import { officeEditorTexts } from '../office-editor-texts.ts';
import type { Office } from '../queries/offices.ts';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .optional();
const degrees = (from: number, to: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,8})?$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));

/** The state lies between these degrees: a swapped or mistyped pair is found here and not by a lost citizen. */
const BOX = { latitude: [18.3, 20.3], longitude: [-100.7, -98.5] } as const;

const facts = z.object({
  address: z.string().min(10).max(300),
  phone: z
    .string()
    .regex(/^\+?[\d\s()-]{10,20}$/)
    .optional(),
  source: z.string().min(3).max(200).optional(),
  latitude: degrees(...BOX.latitude),
  longitude: degrees(...BOX.longitude),
});
const schema = facts.extend(
  Object.fromEntries(WEEKDAYS.flatMap((day) => [`opens-${day}`, `closes-${day}`]).map((name) => [name, time])),
);

/** Hours as pairs of time fields; both empty: closed that day. */
export function parseOfficeForm(
  form: Readonly<Record<string, string | string[]>>,
  locale: Locale,
): ParsedForm<Omit<EditOffice, 'unitId'>> {
  const t = officeEditorTexts(locale);
  const times = WEEKDAYS.flatMap((day) => [`opens-${day}`, `closes-${day}`]);
  const parsed = parseForm(schema, form, locale, {
    address: { label: t('address') },
    source: { label: t('source') },
    phone: t('wrongPhone'),
    latitude: t('wrongDegrees'),
    longitude: t('wrongDegrees'),
    ...Object.fromEntries(times.map((name) => [name, t('wrongTime')])),
  });
  if (!parsed.ok) return parsed;
  const given = parsed.data as Readonly<Record<string, unknown>>;
  const week: OpeningHours[] = [];
  const errors: Record<string, string> = {};
  for (const weekday of WEEKDAYS) {
    const [from, until] = [given[`opens-${weekday}`], given[`closes-${weekday}`]];
    if (from === undefined && until === undefined) continue;
    if (typeof from !== 'string' || typeof until !== 'string' || from >= until) {
      errors[typeof from === 'string' ? `closes-${weekday}` : `opens-${weekday}`] = t('wrongTime');
      continue;
    }
    week.push({ weekday, opens: Temporal.PlainTime.from(from), closes: Temporal.PlainTime.from(until) });
  }
  if (Object.keys(errors).length > 0) return { ok: false, state: { values: form, errors } };
  const { address, phone, source, latitude, longitude } = facts.parse({
    ...given,
    latitude: String(given.latitude),
    longitude: String(given.longitude),
  });
  return { ok: true, data: { address, phone: phone ?? null, source: source ?? null, latitude, longitude, week } };
}

export function filledOfficeForm(office: Office): FormState {
  const minutes = (value: Temporal.PlainTime) => value.toString({ smallestUnit: 'minute' });
  return filledForm({
    address: office.address,
    phone: office.phone ?? '',
    source: office.source ?? '',
    latitude: String(office.latitude),
    longitude: String(office.longitude),
    ...Object.fromEntries(
      office.week.flatMap(({ weekday, opens, closes }) => [
        [`opens-${weekday}`, minutes(opens)],
        [`closes-${weekday}`, minutes(closes)],
      ]),
    ),
  });
}
