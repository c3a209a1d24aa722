import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere, reachParameter, withinUnits } from '#platform/permissions/permissions.ts';
import { authorizePerson } from '#modules/people/index.ts';
import type { Status } from '../domain/statuses.ts';

/** More than anybody reads at a desk; the rest is found by folio. */
const MOST = 100;

export interface ProcedureOfPerson {
  readonly id: string;
  readonly folio: string;
  readonly service: string;
  readonly status: Status;
  readonly propertyLocation: string;
  readonly enteredAt: Temporal.Instant;
}

/** The procedures of one person in the actor's units, the newest first, at most 100. `personIds`: their record and those merged into it. */
export async function proceduresOfPerson(
  ctx: Ctx,
  personId: string,
  personIds: readonly string[],
): Promise<ProcedureOfPerson[]> {
  await authorizePerson(ctx, 'people.read', personId);
  authorizeSomewhere(ctx, 'registry.read');
  return ctx.db.named(
    'registry_of_person',
    `select id, folio, service, status, property_location as "propertyLocation", entered_at as "enteredAt"
     from registry.procedures where person_id = any($1) and ${withinUnits('$2', 'unit_id')}
     order by entered_at desc, id desc limit ${MOST}`,
    [[...personIds], reachParameter(ctx, 'registry.read')],
  );
}
