import { Refusal } from '#platform/errors.ts';
import { page, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { Form } from '#web/ui/form/form.tsx';
import { openUnsubscribeLink, resumeNotices, stopNotices } from '../commands/stop-notices.ts';
import { noticeRefusals } from '../errors.ts';
import { readUnsubscribeToken } from '../mail-addresses.ts';
import type { SentMessage } from '../store/sent-messages.ts';
import { unsubscribeTexts } from '../unsubscribe-texts.ts';

const title: Route['title'] = (locale) => unsubscribeTexts(locale)('title');
/** Mail programs of many people send from few addresses. */
const LIMIT = { name: 'unsubscribe', burst: 600, seconds: 60 } as const;

interface Shown {
  readonly ctx: WebCtx;
  readonly message: SentMessage;
}

/** What a link is about, without showing more of the address than its owner needs to know it again. */
function wordsOf({ ctx, message }: Shown): { topic: string; address: string } {
  const { address = '', channel, topicTitle } = message;
  const topic = topicTitle === '' ? unsubscribeTexts(ctx.locale)('usualTopic') : topicTitle;
  return { topic, address: maskAddress(channel, address) };
}

function AskPage(shown: Shown) {
  const t = unsubscribeTexts(shown.ctx.locale);
  return (
    <PublicPage context={shown.ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('ask', wordsOf(shown))}</p>
      <p>{t('keeps')}</p>
      <Form action={shown.ctx.request.path} submit={t('stop')} />
    </PublicPage>
  );
}

function DonePage({ kind, ...shown }: Shown & { kind: 'done' | 'back' }) {
  const t = unsubscribeTexts(shown.ctx.locale);
  return (
    <PublicPage context={shown.ctx.page} title={t(`${kind}Title`)}>
      <h1>{t(`${kind}Title`)}</h1>
      <p class="lead">{t(kind, wordsOf(shown))}</p>
      {kind === 'done' && (
        <>
          <p>{t('keeps')}</p>
          <Form action={shown.ctx.request.path.replace('/baja/', '/alta/')} submit={t('undo')} submitKind="secondary" />
        </>
      )}
      <p>{t('status')}</p>
      <p>
        <LinkButton href="/estado" kind="secondary">
          {t('statusGo')}
        </LinkButton>
      </p>
    </PublicPage>
  );
}

function messageIdOf(ctx: WebCtx): string {
  const id = readUnsubscribeToken(ctx, ctx.request.params.token ?? '');
  if (id === undefined) throw new Refusal(noticeRefusals.deadLink);
  return id;
}

/** RFC 8058 section 3.1: what the mail program posts. */
const isOneClick = (ctx: WebCtx): boolean => ctx.request.form['List-Unsubscribe'] === 'One-Click';

async function stop(ctx: WebCtx): Promise<RouteResult> {
  const message = await stopNotices(ctx, messageIdOf(ctx), isOneClick(ctx) ? 'one-click' : 'page');
  return page(<DonePage ctx={ctx} message={message} kind="done" />);
}

/**
 * Stopping notices by the link in a mail. A GET changes nothing, for programs follow links to look for malice; the POST
 * needs neither cookie nor token, for a mail program makes it (RFC 8058). The mark in the address is the proof.
 */
export const unsubscribeRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/avisos/baja/:token',
    access: { kind: 'public' },
    title,
    rateLimit: LIMIT,
    handle: async (ctx) => page(<AskPage ctx={ctx} message={await openUnsubscribeLink(ctx, messageIdOf(ctx))} />),
  },
  {
    method: 'POST',
    url: '/avisos/baja/:token',
    access: { kind: 'public' },
    csrf: 'signed-link',
    title,
    rateLimit: LIMIT,
    handle: stop,
  },
  {
    method: 'POST',
    url: '/avisos/alta/:token',
    access: { kind: 'public' },
    csrf: 'signed-link',
    title,
    rateLimit: LIMIT,
    async handle(ctx) {
      const message = await resumeNotices(ctx, messageIdOf(ctx));
      return page(<DonePage ctx={ctx} message={message} kind="back" />);
    },
  },
];
