import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { USUAL_REVERIFICATION, type Reverification } from '#modules/people/index.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';

/** How an agency sends. */
export interface SendingSettings {
  readonly quiet: QuietHours | undefined;
  /** Ten-thousandths of a peso; undefined: no limit. */
  readonly monthlyCapMxnE4: number | undefined;
  /** Who gets a mail when something is wrong or most of the month's money is spent: addresses with commas between them. */
  readonly alertEmail: string | undefined;
  /** SMS to other countries too: dear, and a known way of fraud. */
  readonly international: boolean;
  /** When a mobile counts as one that may be somebody else's by now. */
  readonly reverification: Reverification;
  /** What becomes of a notice to such a contact until it is confirmed: it waits, or a neutral text goes instead. */
  readonly whileDoubtful: WhileDoubtful;
}

export const WHILE_DOUBTFUL = ['hold', 'neutral'] as const;
export type WhileDoubtful = (typeof WHILE_DOUBTFUL)[number];

export const NO_SETTINGS: SendingSettings = {
  quiet: undefined,
  monthlyCapMxnE4: undefined,
  alertEmail: undefined,
  international: false,
  reverification: USUAL_REVERIFICATION,
  whileDoubtful: 'hold',
};

const place = (agencyId: string) => `notifications.settings.alert_email.${agencyId}`;

interface Row {
  readonly agencyId: string;
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
  readonly zone: string;
  readonly cap: string | null;
  readonly alertEmailSealed: string | null;
  readonly international: boolean;
  readonly staleMonths: number | null;
  readonly unreachableDays: number;
  readonly whileDoubtful: WhileDoubtful;
}

const COLUMNS = `agency_id as "agencyId", quiet_from::text as "quietFrom", quiet_until::text as "quietUntil", zone,
  monthly_cap_mxn_e4::text as cap, alert_email_sealed as "alertEmailSealed", international,
  stale_months as "staleMonths", unreachable_days as "unreachableDays", while_doubtful as "whileDoubtful"`;

const quietOf = ({ quietFrom, quietUntil, zone }: Row): QuietHours | undefined =>
  quietFrom === null || quietUntil === null
    ? undefined
    : { from: Temporal.PlainTime.from(quietFrom), until: Temporal.PlainTime.from(quietUntil), zone };

export async function findSettings(ctx: Pick<Ctx, 'db' | 'crypt'>, agencyId: string): Promise<SendingSettings> {
  const [row] = await ctx.db.named<Row>(
    'sending_settings',
    `select ${COLUMNS} from notifications.settings where agency_id = $1`,
    [agencyId],
  );
  if (!row) return NO_SETTINGS;
  return {
    quiet: quietOf(row),
    monthlyCapMxnE4: row.cap === null ? undefined : Number(row.cap),
    alertEmail: row.alertEmailSealed === null ? undefined : ctx.crypt.open(row.alertEmailSealed, place(agencyId)),
    international: row.international,
    reverification: { staleMonths: row.staleMonths ?? undefined, unreachableDays: row.unreachableDays },
    whileDoubtful: row.whileDoubtful,
  };
}

/** Who gets alarms of an agency; null: of all of them. */
export async function listAlertAddresses(ctx: Pick<Ctx, 'db' | 'crypt'>, agencyId: string | null): Promise<string[]> {
  const rows = await ctx.db.named<{ agencyId: string; sealed: string }>(
    'sending_alert_addresses',
    `select agency_id as "agencyId", alert_email_sealed as sealed from notifications.settings
     where alert_email_sealed is not null and ($1::uuid is null or agency_id = $1) order by agency_id`,
    [agencyId],
  );
  return rows.flatMap(({ agencyId: owner, sealed }) => addressesIn(ctx.crypt.open(sealed, place(owner))));
}

/** The addresses of a text with commas between them. */
export const addressesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '');

/** Quiet hours of all agencies that have some. */
export async function listQuietHours(db: Db): Promise<{ agencyId: string; quiet: QuietHours }[]> {
  const rows = await db.named<Row>(
    'sending_quiet',
    `select ${COLUMNS} from notifications.settings where quiet_from is not null`,
    [],
  );
  return rows.flatMap((row) => {
    const quiet = quietOf(row);
    return quiet ? { agencyId: row.agencyId, quiet } : [];
  });
}

export async function putSettings(tx: Ctx, agencyId: string, settings: SendingSettings): Promise<void> {
  const { quiet, monthlyCapMxnE4, alertEmail, international, reverification, whileDoubtful } = settings;
  await tx.db.named(
    'sending_settings_put',
    `insert into notifications.settings
       (agency_id, quiet_from, quiet_until, zone, monthly_cap_mxn_e4, alert_email_sealed, set_by, set_at,
       international, stale_months, unreachable_days, while_doubtful)
     values ($1, $2, $3, coalesce($4, 'America/Mexico_City'), $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (agency_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
       zone = excluded.zone, monthly_cap_mxn_e4 = excluded.monthly_cap_mxn_e4,
       alert_email_sealed = excluded.alert_email_sealed, set_by = excluded.set_by, set_at = excluded.set_at,
       international = excluded.international, stale_months = excluded.stale_months,
       unreachable_days = excluded.unreachable_days, while_doubtful = excluded.while_doubtful`,
    [
      agencyId,
      quiet?.from.toString() ?? null,
      quiet?.until.toString() ?? null,
      quiet?.zone ?? null,
      monthlyCapMxnE4 ?? null,
      alertEmail === undefined ? null : tx.crypt.seal(alertEmail, place(agencyId)),
      actorLabel(tx.actor),
      tx.clock.now(),
      international,
      reverification.staleMonths ?? null,
      reverification.unreachableDays,
      whileDoubtful,
    ],
  );
}

/** All agencies of the installation, those that never set anything too. */
export async function listAgencies(db: Db): Promise<string[]> {
  const rows = await db.named<{ agencyId: string }>(
    'sending_agencies',
    'select distinct agency_id as "agencyId" from agencies.public_units order by 1',
    [],
  );
  return rows.map(({ agencyId }) => agencyId);
}
