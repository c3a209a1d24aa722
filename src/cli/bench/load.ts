import type pg from 'pg';

/**
 * Procedures by the hundred, copied from those of the demonstration, each some minutes older than the one before, with the
 * first step of their history and ids of their time. Written by SQL: what a bench measures goes by commands, what lies there
 * before does not.
 * @param rows how many there are to be in all, rounded down to hundreds beside those of the demonstration.
 */
export async function loadProcedures(admin: pg.Client, rows: number, minutesApart = 1): Promise<void> {
  await quickly(admin, ['registry.procedures', 'registry.timeline'], async () => {
    await admin.query(
      `insert into registry.procedures (id, agency_id, folio, unit_id, service, person_id, property_folio,
         property_location, documents, status, entered_at, due_on)
       select uuidv7(entered_at - make_interval(mins => n * $2) - now()), agency_id, folio || '-' || n, unit_id, service,
         person_id, property_folio, property_location, documents, status, entered_at - make_interval(mins => n * $2), due_on
       from (select *, row_number() over (order by id) as base from registry.procedures
         where folio ~ '^[A-Z]{3}-[0-9]{4}-[0-9]{6}-.$' order by id limit 100) seed,
         generate_series(1, greatest(0, ($1 - (select count(*) from registry.procedures)) / 100)::int) n
       on conflict do nothing`,
      [rows, minutesApart],
    );
    await admin.query(
      `insert into registry.timeline (id, agency_id, procedure_id, at, actor, unit_id, to_status)
       select uuidv7(entered_at - now()), agency_id, id, entered_at, 'system:bench', unit_id, 'entered' from registry.procedures p
       where folio ~ '-[0-9]+$'`,
    );
  });
}

/** The loaded ones taken, signed and delivered some days after each other, as the demonstration's own. */
export async function loadSteps(admin: pg.Client): Promise<void> {
  await quickly(admin, ['registry.timeline'], () =>
    admin.query(
      `insert into registry.timeline (id, agency_id, procedure_id, at, actor, unit_id, from_status, to_status)
       select uuidv7(step.at - now()), p.agency_id, p.id, step.at, 'system:bench', p.unit_id, step.f, step.t
       from (select *, random() as r from registry.procedures where folio ~ '-[0-9]+$') p,
       lateral (values
         (p.entered_at + p.r * interval '3 days', 'entered', 'in_analysis'),
         (p.entered_at + interval '3 days' + p.r * interval '6 days', 'in_analysis', 'accepted'),
         (p.entered_at + interval '9 days' + p.r * interval '9 days', 'accepted', 'delivered')) as step (at, f, t)
       where step.at < now()`,
    ),
  );
}

/** One message about each procedure that is there. */
export async function loadMessages(admin: pg.Client): Promise<void> {
  await quickly(admin, ['notifications.messages'], () =>
    admin.query(
      `insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id,
         channel, template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at,
         created_at, template, service, charged_parts, cost_mxn_e4)
       select uuidv7(entered_at - now()), agency_id, unit_id, 'bench' || id, 'procedure', id, person_id,
         case when random() < 0.6 then 'sms' else 'email' end, gen_random_uuid(), '', '', '', 1,
         case when random() < 0.95 then 'delivered' else 'failed' end, entered_at, entered_at, entered_at, 'ingreso',
         service, 1, 1070
       from registry.procedures`,
    ),
  );
}

/** After the last load: what autovacuum does in the night, and no checkpoint that falls into what is measured. */
export async function settle(admin: pg.Client): Promise<void> {
  await admin.query('vacuum analyze');
  await admin.query('checkpoint');
}

/**
 * What is copied points where its original points, so the keys need not be looked up row by row (half of the time), and
 * the indexes of these tables are built once at the end; afterwards the planner knows them.
 */
async function quickly(admin: pg.Client, tables: readonly string[], work: () => Promise<unknown>): Promise<void> {
  await admin.query(`set session_replication_role = replica; set synchronous_commit = off`);
  const { rows: indexes } = await admin.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[]) and not indisunique`,
    [tables],
  );
  for (const { name } of indexes) await admin.query(`drop index ${name}`);
  await work();
  for (const { definition } of indexes) await admin.query(definition);
  await admin.query(`reset session_replication_role; reset synchronous_commit`);
  await admin.query('analyze');
}
