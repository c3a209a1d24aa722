/**
 * The reasons that the evidence keeps are codes of carriers and of ours. This finds the words for them: the key of a
 * text, and the carrier's own code, which an engineer of the carrier will ask for.
 */
export const REASON_WORDS = [
  'unknownRecipient',
  'absent',
  'full',
  'barred',
  'refused',
  'other',
  'tooLate',
  'senderStopped',
  'noReceipt',
  'timeout',
  'connectionLost',
  'notConnected',
  'queueFull',
  'throttled',
  'unsendable',
  'closed',
  'cancelled',
  'wrongAddress',
  'carrierFault',
  'opt_out',
  'opposed',
  'hard_bounce',
  'complaint',
  'byHand',
  'landline',
  'international',
  'not_theirs',
  'replaced',
  'otherPerson',
  'unreachable',
  'stale',
] as const;
export type ReasonWord = (typeof REASON_WORDS)[number];

/** SMPP 3.4 section 5.1.3, those that a submit can meet. */
const SMPP: Readonly<Record<string, ReasonWord>> = {
  ESME_RINVDSTADR: 'wrongAddress',
  ESME_RINVDSTTON: 'wrongAddress',
  ESME_RINVDSTNPI: 'wrongAddress',
  ESME_RTHROTTLED: 'throttled',
  ESME_RMSGQFUL: 'throttled',
  ESME_RSYSERR: 'carrierFault',
  ESME_RSUBMITFAIL: 'carrierFault',
  ESME_RINVMSGLEN: 'unsendable',
};

export interface ExplainedReason {
  /** Absent when nobody knows the code: then only the code is shown. */
  readonly word?: ReasonWord;
  readonly code?: string;
}

/** Explains `unknownRecipient 001`, `ESME_RINVDSTADR`, `550 5.1.1`, `timeout`. */
export function explainReason(reason: string): ExplainedReason {
  const [first = '', ...rest] = reason.trim().split(/\s+/);
  // A receipt of success carries its own name and code: nothing to explain.
  if (first === '' || first === 'delivered') return {};
  const own = REASON_WORDS.find((word) => word === first);
  if (own) return { word: own, ...(rest.length > 0 && { code: rest.join(' ') }) };
  const smpp = SMPP[first];
  if (smpp) return { word: smpp, code: first };
  const mail = mailWord(reason);
  return mail ? { word: mail, code: reason } : { code: reason };
}

/** Enhanced status codes (RFC 3463) in what a mail server answered. */
function mailWord(reason: string): ReasonWord | undefined {
  const [, subject, detail] = /\b[245]\.(\d{1,3})\.(\d{1,3})\b/.exec(reason) ?? [];
  if (subject === '1') return 'unknownRecipient';
  if (subject === '2') return detail === '2' ? 'full' : 'barred';
  if (subject === '7') return 'refused';
  if (subject === '4') return 'absent';
  return undefined;
}
