import type { Ctx } from '#platform/context.ts';
import { authorizePerson } from '#modules/people/index.ts';
import type { Procedure } from './procedure.ts';
import type { Status } from '../domain/statuses.ts';

/** What the registry holds of a person. */
export type OwnProcedure = Pick<
  Procedure,
  'id' | 'folio' | 'unitId' | 'service' | 'propertyFolio' | 'propertyLocation' | 'documents' | 'enteredAt' | 'dueOn'
> & {
  readonly status: Status;
  readonly steps: readonly { readonly at: string; readonly to: Status; readonly reasons: readonly string[] }[];
};

/**
 * Right of access, and "everything of mine" (X2): all procedures of one person, at whatever office, newest first. For the
 * person themself and for who answers their request. `personIds`: their record and those merged into it.
 */
export async function ownProcedures(ctx: Ctx, personId: string, personIds: readonly string[]): Promise<OwnProcedure[]> {
  await authorizePerson(ctx, 'people.export', personId);
  return ctx.db.named(
    'registry_own',
    `select p.id, p.folio, p.unit_id as "unitId", p.service, p.property_folio as "propertyFolio",
       p.property_location as "propertyLocation", p.documents, p.status, p.entered_at as "enteredAt", p.due_on as "dueOn",
       (select coalesce(json_agg(json_build_object('at', t.at, 'to', t.to_status, 'reasons', t.reasons) order by t.at, t.id), '[]')
        from registry.timeline t where t.procedure_id = p.id) as steps
     from registry.procedures p where p.person_id = any($1) order by p.entered_at desc, p.id`,
    [[...personIds]],
  );
}
