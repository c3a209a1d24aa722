import { parseFolio } from '#platform/folios/folio.ts';
import type { FolioStatus } from '#platform/folios/folio-status.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { smsStatusTexts } from '../sms-status-texts.ts';
import { correctUntil } from './terms.ts';
import { findPublicStatus } from './procedure.ts';

/** R10 by SMS: the same that the public page tells to whoever has the folio. */
export const procedureByFolio: FolioStatus = async (ctx, written) => {
  const parsed = parseFolio(written);
  const found = parsed.ok ? await findPublicStatus(ctx, parsed.text) : undefined;
  if (!found) return undefined;
  const { folio, status, dueOn } = found;
  const last = await correctUntil(ctx, found);
  return smsStatusTexts(ctx.locale)(status, {
    folio,
    due: formatDate(dueOn, ctx.locale, 'short'),
    correctBy: last ? formatDate(last, ctx.locale, 'short') : '',
  });
};
