import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { normaliseEmail, normaliseMobile } from '#modules/people/index.ts';
import { authorizeNotices } from '../access.ts';
import { noticeRefusals } from '../errors.ts';
import { listInbound, type InboundRow } from '../store/inbound.ts';
import {
  findSuppressionAgency,
  listSuppressions,
  type Suppression,
  type SuppressionFilter,
} from '../store/suppressions.ts';
import { listTopics } from '../store/topics.ts';

export const PAGE_SIZE = 50;
const LETTERS = 10;

/** A suppression as staff may see it: the address masked for those without the right to it. */
export interface ShownSuppression extends Suppression {
  /** Null where it is about no one topic. */
  readonly topicTitle: string | null;
}

/** Addresses of an agency that get nothing, the newest first, one page of them. */
export async function searchSuppressions(
  ctx: Ctx,
  agencyId: string,
  filter: SuppressionFilter,
): Promise<{ rows: ShownSuppression[]; more: boolean }> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const rows = await listSuppressions(ctx, agencyId, filter, PAGE_SIZE + 1);
  return { rows: await shown(ctx, agencyId, rows.slice(0, PAGE_SIZE)), more: rows.length > PAGE_SIZE };
}

/** One of them, with what its address wrote last. Error: `unknownSuppression`. */
export async function getSuppression(
  ctx: Ctx,
  agencyId: string,
  id: string,
): Promise<{ suppression: ShownSuppression; letters: InboundRow[] }> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const known = (await findSuppressionAgency(ctx, id)) === agencyId;
  const [row] = known ? await listSuppressions(ctx, agencyId, { id, past: true }, 1) : [];
  const [suppression] = row ? await shown(ctx, agencyId, [row]) : [];
  if (!row || !suppression) throw new Refusal(noticeRefusals.unknownSuppression);
  return { suppression, letters: await listInbound(ctx, row.channel, row.address, LETTERS) };
}

async function shown(ctx: Ctx, agencyId: string, rows: readonly Suppression[]): Promise<ShownSuppression[]> {
  const topics = new Map((await listTopics(ctx.db, agencyId)).map(({ slug, title }) => [slug, title]));
  const open = canSomewhere(ctx.access, ctx.actor, 'people.read_contact');
  return rows.map((row) => {
    const topicTitle = row.topic === null ? null : (topics.get(row.topic) ?? row.topic);
    return { ...row, address: open ? row.address : maskAddress(row.channel, row.address), topicTitle };
  });
}

/** A mobile or a mail address as it is kept; undefined when what was written is neither. */
export function readAddress(written: string): string | undefined {
  const mobile = normaliseMobile(written);
  return mobile.ok ? mobile.e164 : normaliseEmail(written);
}
