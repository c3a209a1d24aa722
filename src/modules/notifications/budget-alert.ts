import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { formatPercent } from '#platform/i18n/format.ts';
import { budgetTexts } from './budget-texts.ts';
import { formatCost } from './evidence-words.ts';
import { LANES } from './store/messages.ts';
import { queueMessages } from './store/queue-messages.ts';
import { addressesIn, findSettings } from './store/settings.ts';

/** Tells whoever the agency named that most of the month's money is spent; the screen shows it in any case. */
export async function announceBudget(
  tx: Ctx,
  agencyId: string,
  spent: { reservedMxnE4: number; capMxnE4: number },
): Promise<void> {
  const { alertEmail } = await findSettings(tx, agencyId);
  if (alertEmail === undefined) return;
  const t = budgetTexts('es-MX');
  const values = {
    share: formatPercent(spent.reservedMxnE4 / Math.max(1, spent.capMxnE4), 'es-MX'),
    cap: formatCost(spent.capMxnE4, 'es-MX'),
  };
  const messages = addressesIn(alertEmail).map((address) => {
    const id = newId();
    return {
      id,
      agencyId,
      lane: LANES.notice,
      key: `budget:${id}`,
      subject: { type: 'request', id },
      channel: 'email',
      template: 'presupuesto',
      service: null,
      address,
      subjectLine: t('alertSubject', values),
      body: t('alertBody', { ...values, link: `${tx.publicUrl}/personal/avisos/presupuesto` }),
      parts: 1,
      encoding: null,
      policy: 'keep',
      expiresAt: tx.clock.now().add({ hours: 72 }),
    } as const;
  });
  await queueMessages(tx, messages);
}
