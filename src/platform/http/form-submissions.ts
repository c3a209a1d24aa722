import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { RouteRequest } from './routes.ts';

/** A sending that neither finished nor failed for this long was cut off by a crash; the next one may try again. */
const ABANDONED_SECONDS = 30;
const POLL_MS = 100;

/** First sending of this form, or where an earlier one led. */
export type Claim = { readonly first: true } | { readonly first: false; readonly location: string | undefined };

/**
 * What two sendings have in common when they are one: the page that they come from (its token stands among the fields), where
 * they go and every value. Whoever goes back, changes something or takes the button of another row means something new;
 * to answer that with the result of the first would lose it without a word.
 */
export function sendingOf({ path, form, files }: Pick<RouteRequest, 'path' | 'form' | 'files'>): string {
  const digest = (content: string | Uint8Array) => createHash('sha256').update(content).digest('base64url');
  const sent = files.map(({ field, name, content }) => [field, name, digest(content)]);
  return digest(JSON.stringify([path, Object.entries(form), sent]));
}

/**
 * Makes a second sending of the same harmless (double click, reload, back and send): it answers with the place
 * where the first one led. While the first is still running, the second waits for it.
 */
export async function claimSubmission(db: Db, clock: Clock, sending: string, route: string): Promise<Claim> {
  for (let waited = 0; ; waited += POLL_MS) {
    const now = clock.now();
    const abandoned = now.subtract({ seconds: ABANDONED_SECONDS });
    const claimed = await db.named<{ nonce: string }>(
      'form_claim',
      `insert into platform.form_submissions as known (nonce, route, location, sent_at) values ($1, $2, '', $3)
       on conflict (nonce) do update set sent_at = excluded.sent_at
         where known.location = '' and known.sent_at < $4
       returning nonce`,
      [sending, route, now, abandoned],
    );
    if (claimed.length > 0) return { first: true };
    const [known] = await db.named<{ location: string }>(
      'form_known',
      'select location from platform.form_submissions where nonce = $1',
      [sending],
    );
    if (known?.location) return { first: false, location: known.location };
    if (waited >= ABANDONED_SECONDS * 1000) return { first: false, location: undefined };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The sending succeeded and led to `location`. */
export async function settleSubmission(db: Db, sending: string, location: string): Promise<void> {
  await db.named('form_settle', 'update platform.form_submissions set location = $2 where nonce = $1', [
    sending,
    location,
  ]);
}

/** The sending was refused (a mistake in the form, an error): the same may be sent again. */
export async function releaseSubmission(db: Db, sending: string): Promise<void> {
  await db.named('form_release', `delete from platform.form_submissions where nonce = $1 and location = ''`, [sending]);
}
