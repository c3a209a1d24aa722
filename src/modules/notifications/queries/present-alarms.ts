import type { Ctx } from '#platform/context.ts';
import { alarmName, alarmsOf, OF_AGENCY, type Alarm } from '../domain/alarms.ts';
import { openAlarms } from '../store/alarms.ts';
import type { AgencyFigures, SharedFigures } from './alarm-figures.ts';

/** An alarm as the screen shows it; `since` null: no worker has noted it yet. */
export interface PresentAlarm {
  readonly alarm: Alarm;
  readonly since: Temporal.Instant | null;
}

/** What is wrong now by these figures, and since when. */
export async function presentAlarms(
  ctx: Ctx,
  agencyId: string,
  figures: AgencyFigures & SharedFigures,
): Promise<PresentAlarm[]> {
  const kept = await openAlarms(ctx);
  return alarmsOf(figures).map((alarm) => {
    const owner = OF_AGENCY.includes(alarm.kind) ? agencyId : null;
    const known = kept.find((one) => one.agencyId === owner && one.name === alarmName(alarm));
    return { alarm, since: known?.since ?? null };
  });
}
