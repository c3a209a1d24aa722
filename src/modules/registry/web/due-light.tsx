import { officeDate } from '#platform/clock.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { usePage } from '#web/page.tsx';
import { Icon, type IconName } from '#web/ui/icon/icon.tsx';
import { kitTexts } from '#web/ui/kit-texts.ts';
import { endOfTerm, lightOf, type Light } from '../domain/light.ts';
import type { Status } from '../domain/statuses.ts';
import type { Terms } from '../queries/terms.ts';
import { workTexts } from '../work-texts.ts';

interface Running {
  readonly status: Status;
  readonly enteredAt: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate;
  readonly correctBy: Temporal.PlainDate | null;
}

const LOOKS: Readonly<Record<Light, { icon: IconName; tone: string; word: 'lightGreen' | 'lightAmber' | 'lightRed' }>> =
  {
    green: { icon: 'check', tone: 'good', word: 'lightGreen' },
    amber: { icon: 'clock', tone: 'warn', word: 'lightAmber' },
    red: { icon: 'alert', tone: 'bad', word: 'lightRed' },
    done: { icon: 'check', tone: 'plain', word: 'lightGreen' },
  };

/** The traffic light in colour, picture and words, with the last day of the term and how much of it is gone. */
export function DueLight({ terms, procedure }: { terms: Terms; procedure: Running }) {
  const { locale } = usePage();
  const t = workTexts(locale);
  const light = lightOf(procedure, terms);
  const end = endOfTerm(procedure, terms.calendar);
  if (!end) return <span class="soft">{t('noTerm')}</span>;
  const look = LOOKS[light];
  return (
    <>
      <span class={`tag tag-${look.tone}`}>
        <Icon name={look.icon} />
        {procedure.status === 'suspended' && light === 'red' ? t('termOver') : kitTexts(locale)(look.word)}
      </span>{' '}
      <span class="nowrap">{formatDate(end, locale, 'short')}</span>
      <p class="small soft">{howOld(locale, terms, procedure, light, end)}</p>
    </>
  );
}

function howOld(
  locale: Locale,
  { today, calendar }: Terms,
  procedure: Running,
  light: Light,
  end: Temporal.PlainDate,
): string {
  const t = workTexts(locale);
  if (light === 'red') return t('daysOver', { count: Math.max(1, calendar.workingDaysBetween(end, today)) });
  if (procedure.status === 'suspended') return '';
  const began = officeDate(procedure.enteredAt);
  const day = calendar.workingDaysBetween(began, today);
  if (day === 0) return t('ageStart', { term: calendar.workingDaysBetween(began, end) });
  return t('age', { day, term: calendar.workingDaysBetween(began, end) });
}
