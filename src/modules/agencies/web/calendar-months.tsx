import type { CalendarDay } from '#platform/calendar/periods.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { calendarTexts } from '../calendar-texts.ts';

interface YearView {
  readonly year: number;
  readonly days: readonly CalendarDay[];
  readonly today: Temporal.PlainDate;
  readonly locale: Locale;
}

/** The twelve months at a glance. What colour says stands in words too, for those who do not see it. */
export function Months({ year, days, today, locale }: YearView) {
  const known = new Map(days.map((day) => [day.day.toString(), day]));
  const months = Array.from({ length: 12 }, (_, index) => new Temporal.PlainDate(year, index + 1, 1));
  return (
    <div class="months">
      {months.map((first) => (
        <Month key={first.month} {...{ first, known, today, locale }} />
      ))}
    </div>
  );
}

/** What the colours mean. */
export function Legend({ locale }: { locale: Locale }) {
  const t = calendarTexts(locale);
  return (
    <ul class="inline-list small legend" aria-label={t('legend')}>
      {(['holiday', 'vacation', 'working', 'weekend'] as const).map((kind) => (
        <li key={kind}>
          <span class={`swatch day-${kind}`} aria-hidden="true" />
          {t(kind)}
        </li>
      ))}
    </ul>
  );
}

interface MonthView extends Omit<YearView, 'year' | 'days'> {
  readonly first: Temporal.PlainDate;
  readonly known: ReadonlyMap<string, CalendarDay>;
}

function Month({ first, known, today, locale }: MonthView) {
  const blanks = first.dayOfWeek - 1;
  const weeks = Math.ceil((blanks + first.daysInMonth) / 7);
  const monday = first.subtract({ days: blanks });
  return (
    <table class="month">
      <caption>{formatDate(first, locale, 'month')}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, offset) => {
            const day = monday.add({ days: offset });
            return (
              <th key={offset} scope="col" abbr={weekday(day, locale, 'long')}>
                {weekday(day, locale, 'narrow')}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_week, week) => (
          <tr key={week}>
            {Array.from({ length: 7 }, (_day, offset) => {
              const day = monday.add({ days: week * 7 + offset });
              if (day.month !== first.month) return <td key={offset} />;
              return <Day key={offset} day={day} entry={known.get(day.toString())} {...{ today, locale }} />;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day(props: {
  day: Temporal.PlainDate;
  entry: CalendarDay | undefined;
  today: Temporal.PlainDate;
  locale: Locale;
}) {
  const { day, entry, today, locale } = props;
  const t = calendarTexts(locale);
  const kind = entry?.kind ?? (day.dayOfWeek > 5 ? 'weekend' : undefined);
  const isToday = day.equals(today);
  const words = [entry && t('dayWith', { what: t(entry.kind), name: entry.name }), isToday && t('today')].filter(
    (word) => typeof word === 'string',
  );
  return (
    <td
      class={[kind && `day-${kind}`, isToday && 'day-today'].filter(Boolean).join(' ') || undefined}
      title={entry?.name}
      aria-current={isToday ? 'date' : undefined}
    >
      {day.day}
      {words.length > 0 && <span class="visually-hidden"> {words.join(', ')}</span>}
    </td>
  );
}

function weekday(day: Temporal.PlainDate, locale: Locale, style: 'narrow' | 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
    Date.UTC(day.year, day.month - 1, day.day),
  );
}
