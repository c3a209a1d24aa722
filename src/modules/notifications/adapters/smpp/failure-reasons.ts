import type { FailureReason, Permanence, Receipt } from '../port.ts';
import type { ReceiptState, SmppReceipt } from './receipt.ts';

export interface Failure {
  readonly reason: FailureReason;
  readonly permanence: Permanence;
}

/**
 * What the error codes of receipts mean. Each carrier has its own list; this one holds the GSM MAP errors (3GPP TS 29.002
 * section 17.6) in decimal, which many print. A carrier's own list is given beside its address.
 */
export const MAP_ERRORS: Readonly<Record<string, Failure>> = {
  '1': { reason: 'unknownRecipient', permanence: 'permanent' },
  '5': { reason: 'unknownRecipient', permanence: 'permanent' },
  '6': { reason: 'absent', permanence: 'temporary' },
  '9': { reason: 'barred', permanence: 'permanent' },
  '11': { reason: 'refused', permanence: 'permanent' },
  '12': { reason: 'barred', permanence: 'permanent' },
  '13': { reason: 'barred', permanence: 'permanent' },
  '21': { reason: 'refused', permanence: 'permanent' },
  '27': { reason: 'absent', permanence: 'temporary' },
  '31': { reason: 'absent', permanence: 'temporary' },
  '32': { reason: 'full', permanence: 'temporary' },
  '34': { reason: 'other', permanence: 'temporary' },
};

const FATES: Readonly<Record<ReceiptState, Receipt['fate']>> = {
  delivered: 'delivered',
  expired: 'expired',
  undeliverable: 'failed',
  rejected: 'failed',
  deleted: 'failed',
  enroute: 'inTransit',
  accepted: 'inTransit',
  unknown: 'inTransit',
};

/**
 * The fate that a carrier's receipt tells. A failure without a known code counts as temporary: a wrong "permanent" would
 * silence a good number, a wrong "temporary" costs two messages more.
 */
export function receiptOf(
  receipt: SmppReceipt,
  recipient: string,
  errors: Readonly<Record<string, Failure>> = MAP_ERRORS,
): Receipt {
  const fate = FATES[receipt.state];
  const { errorCode, doneDate } = receipt;
  return {
    channel: 'sms',
    carrierId: receipt.messageId,
    get alternativeIds() {
      return receipt.alternativeIds;
    },
    fate,
    final: receipt.final,
    ...((fate === 'failed' || fate === 'expired') && failureOf(receipt, errors)),
    ...(errorCode !== undefined && { code: errorCode }),
    recipient,
    ...(doneDate !== undefined && { doneDate }),
    raw: receipt.body,
  };
}

function failureOf(receipt: SmppReceipt, errors: Readonly<Record<string, Failure>>): Failure {
  const code = receipt.errorCode;
  const known = code === undefined ? undefined : (errors[code] ?? errors[code.replace(/^0+(?=.)/, '')]);
  if (known) return known;
  if (receipt.state === 'expired') return { reason: 'absent', permanence: 'temporary' };
  if (receipt.state === 'rejected') return { reason: 'refused', permanence: 'permanent' };
  return { reason: 'other', permanence: 'temporary' };
}
