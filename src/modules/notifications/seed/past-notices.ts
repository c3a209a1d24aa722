import { transact, type Ctx } from '#platform/context.ts';
import { place } from '../store/messages.ts';
import { countMonth } from '../store/performance.ts';
import { SMS_PART_MXN_E4 } from './seed.ts';

/** Newer steps of procedures get no invented notice: the operations screen looks back a week, and shall show what is real. */
const REAL_DAYS = 8;
const DAYS = 92;

/**
 * What the notices of the demonstration's past would have been: one SMS for each step of a procedure that has a text in
 * force, one mail for six of ten, with the fates and prices of an ordinary month. Never sent, no address, and a text that
 * says so; keys begin with `invented:`. Without evidence of handing over, parts or tallies of carriers: nothing is to be reconciled.
 * The money of each month and the public sums are counted from these rows.
 */
export async function seedPastNotices(ctx: Ctx, agencyId: string): Promise<void> {
  const now = ctx.clock.now();
  const [from, until] = [now.subtract({ hours: DAYS * 24 }), now.subtract({ hours: REAL_DAYS * 24 })];
  await transact(ctx, async (tx) => {
    await tx.db.sql(INVENT, [agencyId, from, until, SMS_PART_MXN_E4]);
    await writeTexts(tx, agencyId);
    await tx.db.sql(
      `insert into notifications.spending (agency_id, month, reserved_mxn_e4)
       select agency_id, date_trunc('month', accepted_at at time zone 'America/Mexico_City')::date, sum(cost_mxn_e4)
       from notifications.messages where agency_id = $1 and created_at >= $2 group by 1, 2
       on conflict do nothing`,
      [agencyId, from],
    );
    const present = tx.clock.today().toPlainYearMonth();
    // Ninety days may touch five months: 31 January is among those before 1 May.
    for (let ago = 4; ago >= 0; ago--) await countMonth(tx, present.subtract({ months: ago }).toString());
  });
}

const SAID: Readonly<Record<string, string>> = {
  ingresado: 'recibimos su trámite',
  aceptado: 'fue ACEPTADO su trámite',
  suspendido: 'está SUSPENDIDO su trámite',
  rechazado: 'fue RECHAZADO su trámite',
  entregado: 'se entregó el resultado de su trámite',
};

async function writeTexts(tx: Ctx, agencyId: string): Promise<void> {
  const rows = await tx.db.sql<{ id: string; slug: string; folio: string }>(
    `select m.id, m.template as slug, p.folio from notifications.messages m
     join registry.public_procedures p on p.id = m.subject_id where m.agency_id = $1 and m.idempotency_key like 'invented:%'`,
    [agencyId],
  );
  const sealed = rows.map(({ id, slug, folio }) =>
    tx.crypt.seal(
      `(Ejemplo del pasado inventado; nunca se envió.) IFREM: ${SAID[slug] ?? 'hay novedades de su trámite'} ${folio}.`,
      place('body', id),
    ),
  );
  await tx.db.sql(
    `update notifications.messages m set body_sealed = t.sealed from unnest($1::uuid[], $2::text[]) as t (id, sealed) where m.id = t.id`,
    [rows.map(({ id }) => id), sealed],
  );
}

/** `luck` is of the folio and the step, so that every first start invents the same. */
const INVENT = `
with steps as (
  select m.procedure_id, m.at, m.unit_id, m.service, m.folio, m.kind, p.person_id, t.id as template_id, t.slug, c.channel,
    (hashtext(m.folio || m.kind || c.channel) & 2147483647) % 100 as luck
  from registry.public_movements m
  join registry.public_procedures p on p.id = m.procedure_id
  join (values ('entered', 'ingresado'), ('accepted', 'aceptado'), ('suspended', 'suspendido'), ('rejected', 'rechazado'),
    ('delivered', 'entregado')) k (kind, slug) on k.kind = m.kind
  join notifications.template_versions t on t.agency_id = m.agency_id and t.slug = k.slug and t.status = 'active'
  cross join (values ('sms'), ('email')) c (channel)
  where m.agency_id = $1 and m.at >= $2 and m.at < $3),
told as (
  insert into notifications.messages (id, agency_id, unit_id, idempotency_key, subject_type, subject_id, person_id, channel,
    template_id, address_sealed, subject_line, body_sealed, parts, status, next_attempt_at, expires_at, created_at, template,
    service, encoding, carrier, charged_parts, cost_mxn_e4, accepted_at, settled_at, attempts)
  select gen_random_uuid(), $1, unit_id, 'invented:' || folio || ':' || kind || ':' || extract(epoch from at) || ':' || channel,
    'procedure', procedure_id, person_id, channel, template_id, '', '', '', 1,
    case when channel = 'email' then 'submitted' when luck < 95 then 'delivered' when luck < 98 then 'failed' else 'expired' end,
    at, at + interval '72 hours', at, slug, service, case channel when 'sms' then 'gsm7' end,
    case when channel = 'email' then 'smtp' when luck % 10 < 7 then 'smpp' else 'smpp2' end,
    1, case channel when 'sms' then $4::int else 0 end, at + make_interval(secs => case when luck % 30 = 0 then 40 else 1 + luck % 6 end),
    case when channel = 'email' then null when luck < 98 then at + make_interval(secs => 45 + luck)
      else at + interval '72 hours' end, 1
  from steps where channel = 'sms' or luck < 60
  returning id, channel, status, carrier, accepted_at, settled_at)
insert into notifications.evidence (id, agency_id, message_id, at, kind, reason)
select gen_random_uuid(), $1, id, e.at, e.kind, e.reason from told cross join lateral (values
  (accepted_at, 'accepted', carrier),
  (settled_at, status, case status when 'failed' then 'unknownRecipient' when 'expired' then 'absent' else '' end)
) e (at, kind, reason) where e.at is not null`;
