import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import type { NewProcedure } from './procedures.ts';

export async function insertProcedures(tx: Ctx, procedures: readonly NewProcedure[]): Promise<void> {
  await tx.db.named(
    'registry_insert_many',
    `insert into registry.procedures (id, agency_id, folio, unit_id, service, person_id, property_folio,
       property_location, documents, status, entered_at, due_on)
     select id, agency_id, folio, unit_id, service, person_id, property_folio, property_location,
       array(select jsonb_array_elements_text(documents::jsonb)), 'entered', $1, due_on
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[],
       $10::text[], $11::date[])
       as new (id, agency_id, folio, unit_id, service, person_id, property_folio, property_location, documents, due_on)`,
    [
      tx.clock.now(),
      procedures.map(({ id }) => id),
      procedures.map(({ agencyId }) => agencyId),
      procedures.map(({ folio }) => folio),
      procedures.map(({ unitId }) => unitId),
      procedures.map(({ service }) => service),
      procedures.map(({ personId }) => personId),
      procedures.map(({ propertyFolio }) => propertyFolio),
      procedures.map(({ propertyLocation }) => propertyLocation),
      procedures.map(({ documents }) => JSON.stringify(documents)),
      procedures.map(({ dueOn }) => dueOn.toString()),
    ],
  );
}

/** The beginning of their histories. */
export async function insertFirstSteps(
  tx: Ctx,
  procedures: readonly Pick<NewProcedure, 'id' | 'agencyId' | 'unitId'>[],
): Promise<void> {
  await tx.db.named(
    'registry_first_steps',
    `insert into registry.timeline (id, agency_id, procedure_id, at, actor, unit_id, to_status)
     select id, agency_id, procedure_id, $1, $2, unit_id, 'entered'
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) as new (id, agency_id, procedure_id, unit_id)`,
    [
      tx.clock.now(),
      actorLabel(tx.actor),
      procedures.map(() => newId()),
      procedures.map(({ agencyId }) => agencyId),
      procedures.map(({ id }) => id),
      procedures.map(({ unitId }) => unitId),
    ],
  );
}
