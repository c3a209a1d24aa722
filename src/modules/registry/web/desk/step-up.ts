import { Refusal } from '#platform/errors.ts';
import { redirect, type RouteResult } from '#platform/http/routes.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { SITE_PATHS, thenTo } from '#web/page-context.ts';

/** Where the second factor is asked for; afterwards it leads to `back`. */
export const stepUpAddress = (back: string): string => thenTo(SITE_PATHS.confirm, back);

/**
 * Runs what binds where nothing was typed; when the second factor is too old, asks for it and comes back to `back`. What
 * was typed comes back by itself (`platform/http/kept-form.ts`).
 */
export async function withStepUp(back: string, work: () => Promise<RouteResult>): Promise<RouteResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== accessRefusals.stepUpNeeded) throw error;
    return redirect(stepUpAddress(back));
  }
}
