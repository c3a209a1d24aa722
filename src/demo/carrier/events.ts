import type { Fate } from './behaviour.ts';
import type { TelephoneMessage } from './telephones.ts';

/** What happens in the carrier, for live pages and tests. */
export type CarrierEvent =
  | { readonly kind: 'bound' | 'unbound'; readonly systemId: string; readonly bind: string }
  | { readonly kind: 'taken'; readonly id: string; readonly msisdn: string; readonly fate: Fate }
  | { readonly kind: 'refused'; readonly msisdn: string; readonly status: string }
  | { readonly kind: 'arrived' | 'sent'; readonly message: TelephoneMessage }
  | { readonly kind: 'receipt'; readonly id: string; readonly msisdn: string; readonly state: string };

/** Counts since the start; a part of a long message counts as one. */
export interface CarrierStats {
  /** Submits that came. */
  submitted: number;
  taken: number;
  throttled: number;
  refused: number;
  /** Whole messages that telephones have. */
  arrived: number;
  /** Receipts acknowledged by the peer. */
  receipts: number;
  /** Whole messages sent by telephones and acknowledged. */
  inbound: number;
}

export const emptyStats = (): CarrierStats => ({
  submitted: 0,
  taken: 0,
  throttled: 0,
  refused: 0,
  arrived: 0,
  receipts: 0,
  inbound: 0,
});
