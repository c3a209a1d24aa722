import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { smppAccount } from '../adapters/smpp/account.ts';
import { startSmppSender } from '../adapters/smpp/sender.ts';
import { startSmtpSender } from '../adapters/smtp/sender.ts';
import type { Receipt } from '../adapters/port.ts';
import { applyReceipt, type CarrierReceipt } from '../store/receipts.ts';
import type { WayOut } from './dispatcher.ts';

/** SMS over SMPP to the carrier at `url`. Receipts are applied before they are acknowledged. */
export function smsWayOut(ctx: Ctx, url: string, from: string): WayOut {
  const sender = startSmppSender({ ...smppAccount(url), from, window: 50, log: ctx.log, clock: ctx.clock });
  sender.onReceipt((receipt) => applyReceipt(ctx, 'smpp', carrierReceipt(receipt)));
  return {
    name: 'smpp',
    sender,
    send: ({ id, address, body, expiresAt }) =>
      sender.send({
        channel: 'sms',
        id,
        to: address,
        text: body,
        policy: 'fold',
        reference: referenceOf(id),
        expiresAt,
      }),
  };
}

/** Mail over SMTP. The Message-ID is the message's own id: a repetition can be recognised. */
export function emailWayOut(ctx: Ctx, url: string, from: string): WayOut {
  const sender = startSmtpSender({ url, log: ctx.log, clock: ctx.clock });
  return {
    name: 'smtp',
    sender,
    send: ({ id, address, subjectLine, body, expiresAt }) =>
      sender.send({
        channel: 'email',
        id,
        messageId: `<${id}@ventanilla>`,
        from: mailAddress(from),
        to: { address },
        subject: subjectLine,
        text: body,
        expiresAt,
      }),
  };
}

/** The same message has the same reference, so that a repeated part joins the first sending on the telephone. */
const referenceOf = (id: string): number => createHash('sha256').update(id).digest().readUInt16BE(0);

const FATE_STATES = { delivered: 'delivered', failed: 'failed', expired: 'expired', inTransit: 'pending' } as const;

function carrierReceipt(receipt: Receipt): CarrierReceipt {
  const reason = [receipt.reason ?? receipt.fate, receipt.code].filter(Boolean).join(' ');
  return { carrierMessageId: receipt.carrierId, state: FATE_STATES[receipt.fate], reason };
}

/** `Ventanilla <avisos@...>` or a bare address, as the configuration has it. */
function mailAddress(from: string): { name?: string; address: string } {
  const [, name = '', address = from] = /^\s*"?(.*?)"?\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return name === '' ? { address } : { name, address };
}
