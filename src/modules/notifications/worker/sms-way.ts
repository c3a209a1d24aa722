import { hash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import type { CarrierSetting } from '../carrier-settings.ts';
import { startHttpSender } from '../adapters/http/sender.ts';
import { smppAccount } from '../adapters/smpp/account.ts';
import { startSmppSender } from '../adapters/smpp/sender.ts';
import type { InboundMessage, Receipt } from '../adapters/port.ts';
import type { CarrierReceipt } from '../store/receipts.ts';
import type { Ledger } from './ledger.ts';
import type { WayOut } from './ways.ts';

export interface SmsWayOptions {
  /** What people see as the sender where the carrier's setting names none. */
  readonly defaultSender: string;
  /** What citizens write. */
  readonly hear: (message: InboundMessage) => Promise<void>;
}

/** SMS through a carrier of the settings. Receipts are on record before they are acknowledged. */
export function smsWayOut(
  ctx: Ctx,
  ledger: Ledger,
  carrier: CarrierSetting,
  { defaultSender, hear }: SmsWayOptions,
): WayOut {
  const { name, kind, window, sender: from = defaultSender } = carrier;
  const common = { from, window, log: ctx.log, clock: ctx.clock };
  const sender =
    carrier.kind === 'smpp'
      ? startSmppSender({
          ...smppAccount(carrier.url),
          ...common,
          ...(carrier.concatenation && { concatenation: carrier.concatenation }),
        })
      : startHttpSender({ ...common, url: carrier.url, profile: carrier.profile, callbacks: callbacksOf(carrier) });
  sender.onReceipt((receipt) => receive(ledger, name, receipt));
  sender.onLateOutcome((late) => ledger.recordLate(name, late));
  sender.onInbound(hear);
  return {
    name,
    channel: 'sms',
    kind,
    sender,
    send: ({ id, address, body, policy, expiresAt, onlyParts }) =>
      sender.send({
        channel: 'sms',
        id,
        to: address,
        text: body,
        policy,
        reference: referenceOf(id),
        expiresAt,
        ...(onlyParts && { onlyParts }),
      }),
  };
}

function callbacksOf({ callbacks: { publicUrl, ...rest } }: Extract<CarrierSetting, { kind: 'http' }>) {
  return { ...rest, ...(publicUrl !== undefined && { publicUrl }) };
}

/** The same message has the same reference, so that a repeated part joins the first sending on the telephone. */
const referenceOf = (id: string): number => hash('sha256', id, 'buffer').readUInt16BE(0);

/** The telephone was off or full. Other passing troubles are the carrier's, and a number that errs has no second chance. */
const PASSING: readonly (Receipt['reason'] | undefined)[] = ['absent', 'full'];

/** A receipt that settles nothing ("on its way") is not kept. */
async function receive(ledger: Ledger, carrier: string, receipt: Receipt): Promise<void> {
  const { fate, carrierId: carrierMessageId, code, recipient } = receipt;
  if (fate === 'inTransit') return;
  const reason = [receipt.reason ?? fate, code].filter(Boolean).join(' ');
  const passing = fate === 'failed' && receipt.permanence === 'temporary' && PASSING.includes(receipt.reason);
  const carrierTime = receipt.doneDate ?? null;
  await ledger.receive({
    carrier,
    carrierMessageId,
    state: fate,
    reason,
    passing,
    carrierTime,
    otherNames: {
      // Worked out only for a receipt whose id as written no part has.
      get ids() {
        return receipt.alternativeIds;
      },
      recipient,
    },
  } satisfies CarrierReceipt);
}
