import { z } from 'zod';
import { Refusal } from '#platform/errors.ts';
import { idOf } from '#platform/http/id-of.ts';
import { json, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { cancelNotice } from '../commands/cancel-notice.ts';
import { KEY_SCOPES } from '../commands/change-keys.ts';
import { requestNotices, type LocatedProblem } from '../commands/request-notices.ts';
import { noticeRefusals } from '../errors.ts';
import { intakeTexts, type ProblemCode } from '../intake/problems.ts';
import { listRequests } from '../queries/list-requests.ts';
import { statusOfRequest } from '../queries/own-request.ts';
import { MOST_IN_BATCH, notificationFilter, notificationInput, type NotificationInput } from './schemas.ts';

const batchInput = z.array(notificationInput).min(1).max(MOST_IN_BATCH);
const MOST_ERRORS = 100;
/** What the key may not do, whatever the content. */
const FORBIDDEN: readonly ProblemCode[] = ['notOnTeam', 'noCodes'];

function parse(body: unknown): NotificationInput[] {
  const result = Array.isArray(body) ? batchInput.safeParse(body) : z.tuple([notificationInput]).safeParse([body]);
  if (!result.success) throw malformed(result.error);
  return result.data;
}

function malformed(error: z.ZodError): Refusal {
  const why = z.prettifyError(new z.ZodError(error.issues.slice(0, 20)));
  return new Refusal(noticeRefusals.badBody, { why: why.slice(0, 1000) });
}

const messageIdOf = (ctx: WebCtx): string => idOf(ctx, noticeRefusals.unknownMessage);

/** Unlike other refusals it names every item that is wrong, so that a batch is mended in one go. */
function refusal(ctx: WebCtx, problems: readonly LocatedProblem[]): RouteResult {
  const t = intakeTexts(ctx.locale);
  const errors = problems.slice(0, MOST_ERRORS).map(({ index, externalId, code, what }) => ({
    index,
    externalId,
    code,
    detail: t(code, { what }),
  }));
  const status = problems.every(({ code }) => FORBIDDEN.includes(code)) ? 403 : 422;
  const [first] = errors;
  const body = {
    type: 'about:blank',
    title: first?.detail ?? '',
    status,
    detail: first?.detail ?? '',
    code: `notifications.${first?.code ?? 'badBody'}`,
    requestId: ctx.requestId,
    errors,
  };
  return {
    kind: 'file',
    content: JSON.stringify(body),
    contentType: 'application/problem+json',
    status,
  };
}

/** For systems that ask for notices (X3): keys of three kinds, ids of the caller, batches, status. */
export function noticeApiRoutes(modules: readonly NoticeKind[]): readonly Route[] {
  return [
    {
      method: 'POST',
      url: '/api/v1/notifications',
      access: { kind: 'client', scope: KEY_SCOPES.send },
      csrf: 'api-key',
      body: 'json',
      bodyLimitKb: 4096,
      async handle(ctx) {
        const requested = await requestNotices(ctx, modules, parse(ctx.request.json));
        if (!requested.ok) return refusal(ctx, requested.problems);
        const { answers } = requested;
        const content = Array.isArray(ctx.request.json) ? `[${answers.join(',')}]` : (answers[0] ?? '');
        return { kind: 'file', content, contentType: 'application/json; charset=utf-8', status: 201 };
      },
    },
    {
      method: 'GET',
      url: '/api/v1/notifications/:id',
      access: { kind: 'client', scope: KEY_SCOPES.send },
      csrf: 'api-key',
      handle: async (ctx) => json(await statusOfRequest(ctx, messageIdOf(ctx))),
    },
    {
      method: 'GET',
      url: '/api/v1/notifications',
      access: { kind: 'client', scope: KEY_SCOPES.send },
      csrf: 'api-key',
      async handle(ctx) {
        const filter = notificationFilter.safeParse(ctx.request.query);
        if (!filter.success) throw malformed(filter.error);
        return json(await listRequests(ctx, filter.data));
      },
    },
    {
      method: 'POST',
      url: '/api/v1/notifications/:id/cancel',
      access: { kind: 'client', scope: KEY_SCOPES.send },
      csrf: 'api-key',
      body: 'none',
      handle: async (ctx) => json(await cancelNotice(ctx, messageIdOf(ctx))),
    },
  ];
}
