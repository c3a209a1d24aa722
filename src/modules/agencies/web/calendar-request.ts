import { Refusal } from '#platform/errors.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';

/** How far from today the pages lead; calendars are published for the next year at most. */
const YEARS_AROUND = 5;

/** The agency whose calendar this person keeps: their own. */
export function agencyOf(ctx: WebCtx): string {
  if (ctx.actor.kind !== 'staff') throw new Refusal(accessRefusals.signInNeeded);
  return ctx.actor.agencyId;
}

/** The year asked for, or this one. */
export function yearOf(ctx: WebCtx, given: unknown): number {
  const today = ctx.clock.today().year;
  const year = typeof given === 'string' && /^\d{4}$/.test(given) ? Number(given) : today;
  return Math.abs(year - today) <= YEARS_AROUND ? year : today;
}
