import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { smppAccount } from '../adapters/smpp/account.ts';
import { startSmppSender } from '../adapters/smpp/sender.ts';
import type { InboundMessage, Receipt } from '../adapters/port.ts';
import type { CarrierReceipt } from '../store/receipts.ts';
import type { WayOut } from './dispatcher.ts';
import type { Ledger } from './ledger.ts';

/** SMS over SMPP to the carrier at `url`. Receipts are applied before they are acknowledged. */
export function smsWayOut(
  ctx: Ctx,
  ledger: Ledger,
  url: string,
  from: string,
  hear: (message: InboundMessage) => Promise<void>,
): WayOut {
  const name = 'smpp';
  const sender = startSmppSender({ ...smppAccount(url), from, window: 50, log: ctx.log, clock: ctx.clock });
  sender.onReceipt((receipt) => receive(ledger, name, receipt));
  sender.onLateOutcome((late) => ledger.recordLate(name, late));
  sender.onInbound(hear);
  return {
    name,
    sender,
    send: ({ id, address, body, policy, expiresAt }) =>
      sender.send({
        channel: 'sms',
        id,
        to: address,
        text: body,
        policy,
        reference: referenceOf(id),
        expiresAt,
      }),
  };
}

/** The same message has the same reference, so that a repeated part joins the first sending on the telephone. */
const referenceOf = (id: string): number => createHash('sha256').update(id).digest().readUInt16BE(0);

/** A receipt that settles nothing ("on its way") is not kept. */
async function receive(ledger: Ledger, carrier: string, receipt: Receipt): Promise<void> {
  const { fate, carrierId: carrierMessageId, code } = receipt;
  if (fate === 'inTransit') return;
  const reason = [receipt.reason ?? fate, code].filter(Boolean).join(' ');
  await ledger.receive({ carrier, carrierMessageId, state: fate, reason } satisfies CarrierReceipt);
}
