/** What became of handing a message (or one part of it) to a carrier or mail server. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly carrierMessageId: string }
  /** It was refused and will be again (`permanent`), or may be taken later. */
  | { readonly kind: 'rejected'; readonly permanent: boolean; readonly reason: string }
  | { readonly kind: 'throttled'; readonly reason: string }
  /** It left us and no answer came: it may have been taken. The failure that must not be called "failed". */
  | { readonly kind: 'uncertain'; readonly reason: string }
  /** It surely did not leave us. */
  | { readonly kind: 'not-sent'; readonly reason: string };

/** A message ready to go. */
export interface Outgoing {
  readonly id: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  /** A repetition of a submit whose fate is unknown. */
  readonly possibleDuplicate: boolean;
}

/** A way out: SMS by SMPP, mail by SMTP. One outcome per part, in order; later parts are missing if one was not taken. */
export interface Sender {
  /** Name in the evidence, e.g. `smpp`. */
  readonly name: string;
  /** How many messages it takes now; 0 while the other side is away. */
  readonly room: number;
  send(message: Outgoing): Promise<readonly SubmitOutcome[]>;
  close(): Promise<void>;
}
