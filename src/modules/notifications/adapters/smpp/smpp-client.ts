import { connect, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { SubmitOutcome } from '../port.ts';
import {
  COMMAND,
  decodeId,
  decodeShortMessage,
  encodeBind,
  encodePdu,
  encodeShortMessage,
  ESM_RECEIPT,
  PduReader,
  STATUS,
  type Pdu,
  type ShortMessage,
} from './pdu.ts';
import { parseReceipt, type Receipt } from './receipt.ts';

export interface SmppOptions {
  /** `smpp://system:password@host:port` */
  readonly url: string;
  readonly log: Logger;
  /** Called once per receipt and awaited before it is acknowledged: an unacknowledged one comes again. */
  readonly onReceipt: (receipt: Receipt) => Promise<void>;
  /** Most submits without an answer. */
  readonly window?: number;
}

const ENQUIRE_MS = 30_000;
const ANSWER_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;

interface Waiting {
  readonly settle: (outcome: SubmitOutcome) => void;
  readonly timer: NodeJS.Timeout;
}

/** One session as transceiver that comes back by itself. Submits fail fast with `not-sent` while there is none. */
export class SmppClient {
  readonly #options: SmppOptions;
  readonly #url: URL;
  readonly #waiting = new Map<number, Waiting>();
  #socket: Socket | undefined;
  #bound = false;
  #sequence = 0;
  #pauseMs = 1_000;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: SmppOptions) {
    this.#options = options;
    this.#url = new URL(options.url);
    this.#connect();
  }

  get bound(): boolean {
    return this.#bound;
  }

  /** How many more submits fit now. */
  get room(): number {
    return this.#bound ? (this.#options.window ?? 50) - this.#waiting.size : 0;
  }

  /** Hands one part to the carrier. Never throws: what cannot be known is `uncertain`, never "failed". */
  submit(message: ShortMessage): Promise<SubmitOutcome> {
    const { promise, resolve } = Promise.withResolvers<SubmitOutcome>();
    if (!this.#bound || !this.#socket)
      return Promise.resolve({ kind: 'not-sent', reason: 'no session with the carrier' });
    const sequence = this.#nextSequence();
    const settle = (outcome: SubmitOutcome) => {
      clearTimeout(this.#waiting.get(sequence)?.timer);
      this.#waiting.delete(sequence);
      resolve(outcome);
    };
    const timer = setTimeout(() => settle({ kind: 'uncertain', reason: 'no answer in 10 s' }), ANSWER_MS);
    this.#waiting.set(sequence, { settle, timer });
    this.#socket.write(encodePdu(COMMAND.submitSm, sequence, encodeShortMessage(message)));
    return promise;
  }

  /** Says goodbye and waits for the answers that are still to come. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (let waited = 0; this.#waiting.size > 0 && waited < ANSWER_MS; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (this.#bound) this.#socket?.write(encodePdu(COMMAND.unbind, this.#nextSequence()));
    this.#socket?.end();
    this.#socket?.destroySoon();
  }

  #connect(): void {
    const socket = connect(Number(this.#url.port || 2775), this.#url.hostname);
    const reader = new PduReader();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setTimeout(ENQUIRE_MS + ANSWER_MS, () => socket.destroy());
    const enquire = setInterval(() => socket.write(encodePdu(COMMAND.enquireLink, this.#nextSequence())), ENQUIRE_MS);
    enquire.unref();
    socket.on('connect', () => {
      const { username, password } = this.#url;
      socket.write(
        encodePdu(
          COMMAND.bindTransceiver,
          this.#nextSequence(),
          encodeBind(decodeURIComponent(username), decodeURIComponent(password)),
        ),
      );
    });
    socket.on('data', (chunk) => {
      try {
        for (const pdu of reader.read(Buffer.from(chunk))) this.#take(pdu, socket);
      } catch (error) {
        this.#options.log.warn({ err: error }, 'the carrier sent something that is no SMPP');
        socket.destroy();
      }
    });
    socket.on('error', (error) => this.#options.log.warn({ err: error }, 'the connection to the carrier broke'));
    socket.on('close', () => {
      clearInterval(enquire);
      this.#bound = false;
      // The octets left us and no answer came: the carrier may or may not have it.
      for (const { settle } of this.#waiting.values()) settle({ kind: 'uncertain', reason: 'the connection broke' });
      if (!this.#closed) this.#reconnectLater();
    });
  }

  #reconnectLater(): void {
    const pause = this.#pauseMs * (0.5 + Math.random());
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#timer = setTimeout(() => this.#connect(), pause);
  }

  #take(pdu: Pdu, socket: Socket): void {
    switch (pdu.command) {
      case COMMAND.bindTransceiverResp:
        this.#bound = pdu.status === STATUS.ok;
        if (this.#bound) this.#pauseMs = 1_000;
        else socket.destroy(new Error(`the carrier refused the bind with status ${pdu.status}`));
        return;
      case COMMAND.submitSmResp:
        this.#waiting.get(pdu.sequence)?.settle(outcomeOf(pdu));
        return;
      case COMMAND.deliverSm:
        void this.#deliver(pdu, socket);
        return;
      case COMMAND.enquireLink:
        socket.write(encodePdu(COMMAND.enquireLinkResp, pdu.sequence));
        return;
      case COMMAND.unbind:
        socket.end(encodePdu(COMMAND.unbindResp, pdu.sequence));
        return;
      default:
    }
  }

  async #deliver(pdu: Pdu, socket: Socket): Promise<void> {
    try {
      const message = decodeShortMessage(pdu.body);
      const text = Buffer.from(message.octets).toString('latin1');
      const receipt = message.esmClass & ESM_RECEIPT ? parseReceipt(text) : undefined;
      if (receipt) await this.#options.onReceipt(receipt);
      socket.write(encodePdu(COMMAND.deliverSmResp, pdu.sequence, Buffer.from([0])));
    } catch (error) {
      this.#options.log.error({ err: error }, 'a receipt could not be noted; the carrier is asked to repeat it');
      socket.write(encodePdu(COMMAND.deliverSmResp, pdu.sequence, Buffer.from([0]), STATUS.systemError));
    }
  }

  #nextSequence(): number {
    this.#sequence = (this.#sequence % 0x7fffffff) + 1;
    return this.#sequence;
  }
}

function outcomeOf(pdu: Pdu): SubmitOutcome {
  if (pdu.status === STATUS.ok) return { kind: 'accepted', carrierMessageId: decodeId(pdu.body) };
  const reason = `SMPP status 0x${pdu.status.toString(16).padStart(2, '0')}`;
  if (pdu.status === STATUS.throttled || pdu.status === STATUS.queueFull) return { kind: 'throttled', reason };
  const permanent = pdu.status === STATUS.invalidDestination;
  return { kind: 'rejected', permanent, reason: permanent ? `${reason}: the number does not exist` : reason };
}
