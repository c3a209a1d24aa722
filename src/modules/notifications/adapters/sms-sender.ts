import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { encodeSms, UnsendableText } from '../domain/sms/frames.ts';
import { ESM_UDHI } from './smpp/pdu.ts';
import type { Receipt } from './smpp/receipt.ts';
import { SmppClient } from './smpp/smpp-client.ts';
import type { Outgoing, Sender, SubmitOutcome } from './port.ts';

/** A status notice that could not be delivered in two days is news no more. */
const VALIDITY = '000002000000000R';
const RECEIPT_ALWAYS = 1;

/** SMS over SMPP: splits, numbers and submits the parts, one after the other. */
export class SmsSender implements Sender {
  readonly name = 'smpp';
  readonly #client: SmppClient;
  readonly #source: string;

  constructor(options: { url: string; source: string; log: Logger; onReceipt: (receipt: Receipt) => Promise<void> }) {
    this.#client = new SmppClient(options);
    this.#source = options.source;
  }

  get room(): number {
    return this.#client.room;
  }

  async send(message: Outgoing): Promise<readonly SubmitOutcome[]> {
    // The same message has the same reference, so that a repeated part joins the first sending on the telephone.
    const reference = createHash('sha256').update(message.id).digest().readUInt16BE(0);
    try {
      const outcomes: SubmitOutcome[] = [];
      for (const frame of encodeSms(message.text, { policy: 'fold', reference })) {
        const outcome = await this.#client.submit({
          source: this.#source,
          destination: message.address,
          esmClass: frame.hasHeader ? ESM_UDHI : 0,
          registeredDelivery: RECEIPT_ALWAYS,
          dataCoding: frame.dataCoding,
          validityPeriod: VALIDITY,
          octets: frame.octets,
        });
        outcomes.push(outcome);
        if (outcome.kind !== 'accepted') break;
      }
      return outcomes;
    } catch (error) {
      if (error instanceof UnsendableText) return [{ kind: 'rejected', permanent: true, reason: error.message }];
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
