import { z } from 'zod';
import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { VARIABLE_TYPES, type NoticeKind } from '#platform/notices.ts';
import { actorLabel } from '#platform/permissions/actor.ts';

const sample = z.string().min(1).max(300);

/** An event as an agency declares it: what a module would say in code, as data. */
export const eventKindSchema = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\.v\d+$/, 'lower case, with a version: office.what_happened.v1'),
  title: z.string().min(3).max(80),
  outcomes: z
    .array(z.strictObject({ value: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), title: z.string().min(1).max(80) }))
    .max(20)
    .default([]),
  variables: z
    .array(
      z.strictObject({
        name: z.string().regex(/^\w{1,40}$/),
        title: z.string().min(1).max(80),
        type: z.enum(VARIABLE_TYPES),
        maximum: z.int().min(1).max(500).optional(),
        samples: z.strictObject({ shortest: sample, typical: sample, longest: sample }),
      }),
    )
    .max(30),
});
export type EventKind = z.infer<typeof eventKindSchema>;

/** Declares an event, or declares it anew. */
export async function putEventKind(tx: Ctx, agencyId: string, kind: EventKind): Promise<void> {
  await tx.db.named(
    'event_kind_put',
    `insert into notifications.event_kinds (agency_id, name, title, outcomes, variables, declared_by, declared_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (agency_id, name) do update set title = excluded.title, outcomes = excluded.outcomes,
       variables = excluded.variables, declared_by = excluded.declared_by, declared_at = excluded.declared_at`,
    [
      agencyId,
      kind.name,
      kind.title,
      JSON.stringify(kind.outcomes),
      JSON.stringify(kind.variables),
      actorLabel(tx.actor),
      tx.clock.now(),
    ],
  );
}

/** The events that an agency declared, by title. */
export async function listEventKinds(db: Db, agencyId: string): Promise<NoticeKind[]> {
  const rows = await db.named(
    'event_kinds',
    'select name, title, outcomes, variables from notifications.event_kinds where agency_id = $1 order by title, name',
    [agencyId],
  );
  return rows.map((row) => asNoticeKind(eventKindSchema.parse(row)));
}

/** Declared titles are in the language of the agency: there is one. */
function asNoticeKind({ name, title, outcomes, variables }: EventKind): NoticeKind {
  return {
    event: { name },
    title: () => title,
    outcomes: outcomes.map((outcome) => ({ value: outcome.value, title: () => outcome.title })),
    variables: variables.map(({ maximum, ...variable }) => ({
      ...variable,
      title: () => variable.title,
      ...(maximum === undefined ? {} : { maximum }),
    })),
  };
}
