import type { Ctx } from '#platform/context.ts';
import { numberPlan } from './number-plan.ts';

/** Why no SMS goes to a number: it is a landline, or of a country that the agency does not write to. */
export type Unreachable = 'landline' | 'international';

interface Addressed {
  readonly agencyId: string;
  readonly channel: 'sms' | 'email';
  readonly address: string;
}

/** For each of these why it is not to be sent, by position. Numbers outside the plan are taken as mobile. */
export async function findUnreachable(
  ctx: Pick<Ctx, 'db'>,
  addressed: readonly Addressed[],
): Promise<ReadonlyMap<number, Unreachable>> {
  const found = new Map<number, Unreachable>();
  const foreign: number[] = [];
  const plan = await numberPlan(ctx);
  for (const [position, { channel, address }] of addressed.entries()) {
    if (channel !== 'sms') continue;
    if (!address.startsWith('+52')) foreign.push(position);
    else if (plan.find(address)?.kind === 'fixed') found.set(position, 'landline');
  }
  if (foreign.length === 0) return found;
  const rows = await ctx.db.named<{ agencyId: string }>(
    'settings_international',
    'select agency_id as "agencyId" from notifications.settings where international and agency_id = any($1)',
    [foreign.map((position) => addressed[position]?.agencyId)],
  );
  const open = new Set(rows.map(({ agencyId }) => agencyId));
  for (const position of foreign) {
    if (!open.has(addressed[position]?.agencyId ?? '')) found.set(position, 'international');
  }
  return found;
}

/** Why no SMS would go to this one mobile, asked while its owner can still give another; undefined when one would. */
export async function findUnreachableMobile(
  ctx: Pick<Ctx, 'db'>,
  agencyId: string,
  e164: string,
): Promise<Unreachable | undefined> {
  return (await findUnreachable(ctx, [{ agencyId, channel: 'sms', address: e164 }])).get(0);
}
