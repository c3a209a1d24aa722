/** What a delivery receipt says (SMPP 3.4 appendix B). */
export interface Receipt {
  /** The id that the carrier gave at acceptance. */
  readonly carrierMessageId: string;
  readonly state: 'delivered' | 'failed' | 'expired' | 'pending';
  /** The carrier's own word and error number, for the evidence. */
  readonly reason: string;
}

const STATES: Readonly<Record<string, Receipt['state']>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'expired',
  DELETED: 'failed',
  UNDELIV: 'failed',
  REJECTD: 'failed',
  ACCEPTD: 'pending',
  ENROUTE: 'pending',
  UNKNOWN: 'pending',
};

/** Reads the usual text: `id:IIII sub:001 dlvrd:001 … stat:DELIVRD err:000 text:…`. Undefined if it is no receipt. */
export function parseReceipt(text: string): Receipt | undefined {
  const id = /\bid:\s*(\S+)/i.exec(text)?.[1];
  const stat = /\bstat:\s*(\w+)/i.exec(text)?.[1]?.toUpperCase();
  if (!id || !stat) return undefined;
  const error = /\berr:\s*(\w+)/i.exec(text)?.[1];
  const state = STATES[stat] ?? 'pending';
  return { carrierMessageId: id, state, reason: error && Number(error) !== 0 ? `${stat} ${error}` : stat };
}

export function formatReceipt(id: string, stat: string, error: string, when: Temporal.Instant): string {
  const stamp = when.toString().replace(/[-T:]/g, '').slice(2, 12);
  return `id:${id} sub:001 dlvrd:${stat === 'DELIVRD' ? '001' : '000'} submit date:${stamp} done date:${stamp} stat:${stat} err:${error} text:`;
}
