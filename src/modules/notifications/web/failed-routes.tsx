import { z } from 'zod';
import { idOf } from '#platform/http/id-of.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { listOffices } from '#modules/agencies/index.ts';
import { redriveMessage } from '../commands/redrive-messages.ts';
import { noticeRefusals } from '../errors.ts';
import { failedTexts } from '../failed-texts.ts';
import { listFailed } from '../queries/failed-messages.ts';
import { FAILED_URL, failedHref, FailedPage, type FailedFilter } from './failed-page.tsx';
import { agencyOf } from './notice-sections.tsx';

const filterSchema = z.object({
  channel: z.enum(['sms', 'email']).optional().catch(undefined),
  reason: z.string().max(300).optional().catch(undefined),
});

/** A cause without its channel is half of a filter; then there is none. */
function filterOf(channel: unknown, reason: unknown): FailedFilter {
  const found = filterSchema.parse({ channel, reason });
  if (found.channel === undefined || found.reason === undefined) return {};
  return { channel: found.channel, reason: found.reason };
}

async function list(ctx: WebCtx): Promise<RouteResult> {
  const { canal, causa, antes } = ctx.request.query;
  const filter = filterOf(canal, causa);
  const { rows, more } = await listFailed(ctx, agencyOf(ctx), { ...filter, ...(isId(antes) && { before: antes }) });
  const offices = new Map((await listOffices(ctx.db)).map(({ unitId, name }) => [unitId, name]));
  return page(<FailedPage ctx={ctx} view={{ rows, filter, more, offices }} />);
}

async function redriveOne(ctx: WebCtx): Promise<RouteResult> {
  const { channel, reason } = ctx.request.form;
  await redriveMessage(ctx, { agencyId: agencyOf(ctx), messageId: idOf(ctx, noticeRefusals.notFailed) });
  const text = failedTexts(ctx.locale)('done');
  return redirect(failedHref(filterOf(channel, reason)), { kind: 'success', text });
}

const title: Route['title'] = (locale) => failedTexts(locale)('title');

export const failedRoutes: readonly Route[] = [
  { method: 'GET', url: FAILED_URL, access: { kind: 'staff', action: 'notifications.read' }, title, handle: list },
  {
    method: 'POST',
    url: `${FAILED_URL}/:id/reenviar`,
    access: { kind: 'staff', action: 'notifications.operate' },
    csrf: 'form-token',
    title,
    handle: redriveOne,
  },
];
