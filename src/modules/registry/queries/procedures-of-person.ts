import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere, reach } from '#platform/permissions/permissions.ts';
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
  const roots = reach(ctx.access, ctx.actor, 'registry.read');
  return ctx.db.named(
    'registry_of_person',
    `select id, folio, service, status, property_location as "propertyLocation", entered_at as "enteredAt"
     from registry.procedures where person_id = any($1) and ($2::uuid[] is null
       or unit_id in (select descendant_id from platform.public_unit_closure where ancestor_id = any($2)))
     order by entered_at desc, id desc limit ${MOST}`,
    [[...personIds], roots === 'everywhere' ? null : [...roots]],
  );
}
