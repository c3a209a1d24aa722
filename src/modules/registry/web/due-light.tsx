import { addWorkingDays, workingDaysBetween } from '#platform/calendar/calendar.ts';
import { officeDate } from '#platform/clock.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { Icon, type IconName } from '#web/ui/icon/icon.tsx';
import { kitTexts } from '#web/ui/kit-texts.ts';
import { AMBER_DAYS, lightOf, type Light } from '../domain/light.ts';
import type { Status } from '../domain/statuses.ts';
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

/** The last day that counts as near its end. */
export function amberUntil(ctx: WebCtx): Temporal.PlainDate {
  return addWorkingDays(ctx.clock.today(), AMBER_DAYS);
}

/** The traffic light in colour, picture and words, with the last day of the term and how much of it is gone. */
export function DueLight({ ctx, procedure }: { ctx: WebCtx; procedure: Running }) {
  const t = workTexts(ctx.locale);
  const today = ctx.clock.today();
  const light = lightOf(procedure, today, amberUntil(ctx));
  if (light === 'done') return <span class="soft">{t('noTerm')}</span>;
  const look = LOOKS[light];
  const end = procedure.status === 'suspended' && procedure.correctBy ? procedure.correctBy : procedure.dueOn;
  return (
    <>
      <span class={`tag tag-${look.tone}`}>
        <Icon name={look.icon} />
        {procedure.status === 'suspended' && light === 'red' ? t('termOver') : kitTexts(ctx.locale)(look.word)}
      </span>{' '}
      <span class="nowrap">{formatDate(end, ctx.locale, 'short')}</span>
      <p class="small soft">{howOld(ctx, procedure, light, end)}</p>
    </>
  );
}

function howOld(ctx: WebCtx, procedure: Running, light: Light, end: Temporal.PlainDate): string {
  const t = workTexts(ctx.locale);
  const today = ctx.clock.today();
  if (light === 'red') return t('daysOver', { count: Math.max(1, workingDaysBetween(end, today)) });
  if (procedure.status === 'suspended') return '';
  const began = officeDate(procedure.enteredAt);
  return t('age', { day: workingDaysBetween(began, today), term: workingDaysBetween(began, end) });
}
