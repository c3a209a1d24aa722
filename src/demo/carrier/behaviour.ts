/** How the demo carrier behaves. All of it can be changed while it runs. */
export interface CarrierBehaviour {
  /** Time until a telephone has the message, in milliseconds, drawn evenly from the range. */
  readonly deliveryMs: readonly [number, number];
  /** Time from a message's fate to its receipt. */
  readonly receiptMs: readonly [number, number];
  /** Time until a submit is answered. */
  readonly responseMs: readonly [number, number];
  /** Messages a second that are taken before ESME_RTHROTTLED is the answer; Infinity = as many as come. */
  readonly maxPerSecond: number;
  /** Messages on their way before ESME_RMSGQFUL is the answer. */
  readonly maxQueued: number;
  /** Shares from 0 to 1 of messages that meet each misfortune. */
  readonly loseReceipts: number;
  readonly duplicateReceipts: number;
  /** The message is taken and delivered, and the submit never answered. */
  readonly loseResponses: number;
  /** The message is taken and delivered, and the connection cut instead of an answer. */
  readonly dropConnections: number;
  /** The message is taken, and the answer is of no kind that answers a submit. */
  readonly answerNonsense: number;
  /** The telephone has it and a receipt says so; a second receipt says the opposite. */
  readonly lie: number;
  /** Answers a submit with this SMPP status instead of taking it; 0 = takes it. */
  readonly refuseWith: number;
  /** Sends the receipt before the answer to the submit, as some carriers do. */
  readonly receiptFirst: boolean;
  readonly receiptShape: ReceiptShape;
  /** The id in receipts: as in the answer (hex), or the same number in decimal. */
  readonly receiptIds: 'same' | 'decimal';
  /** Refuses to be bound to, as in maintenance. */
  readonly down: boolean;
  /** The first rule that matches a telephone number decides; without one the message is delivered. */
  readonly rules: readonly NumberRule[];
}

export const RECEIPT_SHAPES = ['text', 'tlv', 'both', 'ucs2', 'payload'] as const;
export type ReceiptShape = (typeof RECEIPT_SHAPES)[number];

/**
 * What happens to messages for a telephone. `absent` (switched off), `full` and `unknown` fail with the GSM error that
 * says so; `expired` runs out of time; `refused` is rejected after it was taken; `silent` arrives without a receipt;
 * `invalid` is refused when it is handed over (ESME_RINVDSTADR); `absentFirst` is off when a message comes and on when the
 * same message comes again.
 */
export const FATES = [
  'delivered',
  'absent',
  'absentFirst',
  'full',
  'unknown',
  'expired',
  'refused',
  'silent',
  'invalid',
] as const;
export type Fate = (typeof FATES)[number];

export interface NumberRule {
  /** Digits with country code, without `+`. Every criterion given must match. */
  readonly number?: string;
  readonly prefix?: string;
  readonly ending?: string;
  readonly fate: Fate;
}

/** What the demo's telephones do by their last two digits, so that every fate can be seen on the screen. */
export const DEMO_RULES: readonly NumberRule[] = [
  { ending: '00', fate: 'invalid' },
  { ending: '99', fate: 'expired' },
  { ending: '98', fate: 'absent' },
  { ending: '97', fate: 'unknown' },
  { ending: '96', fate: 'full' },
  { ending: '95', fate: 'refused' },
  { ending: '94', fate: 'silent' },
  { ending: '93', fate: 'absentFirst' },
];

/** A carrier on a good day. */
export const DEFAULT_BEHAVIOUR: CarrierBehaviour = {
  deliveryMs: [700, 3500],
  receiptMs: [50, 400],
  responseMs: [0, 0],
  maxPerSecond: Infinity,
  maxQueued: 1_000_000,
  loseReceipts: 0,
  duplicateReceipts: 0,
  loseResponses: 0,
  dropConnections: 0,
  answerNonsense: 0,
  lie: 0,
  refuseWith: 0,
  receiptFirst: false,
  receiptShape: 'text',
  receiptIds: 'same',
  down: false,
  rules: DEMO_RULES,
};

/** Everything at once and nothing goes wrong: for tests and for measuring. */
export const INSTANT: Partial<CarrierBehaviour> = { deliveryMs: [0, 0], receiptMs: [0, 0], rules: [] };

/** The fate of messages for a number (digits, without `+`). */
export function fateOf(number: string, rules: readonly NumberRule[]): Fate {
  const rule = rules.find(
    (candidate) =>
      (candidate.number === undefined || candidate.number === number) &&
      (candidate.prefix === undefined || number.startsWith(candidate.prefix)) &&
      (candidate.ending === undefined || number.endsWith(candidate.ending)),
  );
  return rule?.fate ?? 'delivered';
}
