import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';

/** A sending that neither finished nor failed for this long was cut off by a crash; the next one may try again. */
const ABANDONED_SECONDS = 30;
const POLL_MS = 100;

/** First sending of this form, or where an earlier one led. */
export type Claim = { readonly first: true } | { readonly first: false; readonly location: string | undefined };

/**
 * Makes a second sending of the same form harmless (double click, reload, back and send): it answers with the place
 * where the first one led. While the first is still running, the second waits for it.
 */
export async function claimSubmission(db: Db, clock: Clock, nonce: string, route: string): Promise<Claim> {
  for (let waited = 0; ; waited += POLL_MS) {
    const now = clock.now();
    const abandoned = now.subtract({ seconds: ABANDONED_SECONDS });
    const claimed = await db.named<{ nonce: string }>(
      'form_claim',
      `insert into platform.form_submissions as known (nonce, route, location, sent_at) values ($1, $2, '', $3)
       on conflict (nonce) do update set sent_at = excluded.sent_at
         where known.location = '' and known.sent_at < $4
       returning nonce`,
      [nonce, route, now, abandoned],
    );
    if (claimed.length > 0) return { first: true };
    const [known] = await db.named<{ location: string }>(
      'form_known',
      'select location from platform.form_submissions where nonce = $1',
      [nonce],
    );
    if (known?.location) return { first: false, location: known.location };
    if (waited >= ABANDONED_SECONDS * 1000) return { first: false, location: undefined };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The sending succeeded and led to `location`. */
export async function settleSubmission(db: Db, nonce: string, location: string): Promise<void> {
  await db.named('form_settle', 'update platform.form_submissions set location = $2 where nonce = $1', [
    nonce,
    location,
  ]);
}

/** The sending was refused (a mistake in the form, an error): the same form may be sent again. */
export async function releaseSubmission(db: Db, nonce: string): Promise<void> {
  await db.named('form_release', `delete from platform.form_submissions where nonce = $1 and location = ''`, [nonce]);
}
