import { systemClock, type Clock } from '#platform/clock.ts';
import { encodeSms, UnsendableText, type SmsFrame } from '../../domain/sms/frames.ts';
import { Reassembly } from '../../domain/sms/reassembly.ts';
import type { Concatenation } from '../../domain/sms/segment.ts';
import { Listeners } from '../listeners.ts';
import { outcomeOfParts, wholeOutcome } from '../outcome.ts';
import type {
  InboundMessage,
  LateOutcome,
  MessageSender,
  PartOutcome,
  Receipt,
  SenderState,
  SendOutcome,
  SmsMessage,
} from '../port.ts';
import { numberOf } from './address.ts';
import { MAP_ERRORS, receiptOf, type Failure } from './failure-reasons.ts';
import { partOf } from './incoming.ts';
import type { Message } from './pdu.ts';
import { findReceipt, isReceipt } from './receipt.ts';
import { startSmppSession } from './session.ts';
import type { SmppSession, SmppSessionOptions } from './session-options.ts';
import { submitOf } from './submit.ts';
import { smppTime } from './validity.ts';

export interface SmppSenderOptions extends Omit<SmppSessionOptions, 'bind' | 'onDeliver' | 'onState'> {
  /** One transceiver, or a transmitter and a receiver for carriers that want two. */
  readonly bind: 'transceiver' | 'pair';
  /** Short code, number or name that people see as the sender. */
  readonly from: string;
  readonly concatenation?: Concatenation;
  /** The carrier's own error codes in receipts. */
  readonly errors?: Readonly<Record<string, Failure>>;
  readonly clock?: Clock;
}

export interface SmppSender extends MessageSender<SmsMessage> {
  /** Resolves when every session is bound. */
  ready(): Promise<void>;
}

/** A sender over SMPP 3.4. It connects at once and stays connected until `close()`. */
export function startSmppSender(options: SmppSenderOptions): SmppSender {
  return new Sender(options);
}

class Sender implements SmppSender {
  readonly channel = 'sms';
  readonly #options: SmppSenderOptions;
  readonly #clock: Clock;
  readonly #submitting: SmppSession;
  readonly #sessions: readonly SmppSession[];
  readonly #reassembly = new Reassembly();
  readonly #receipts = new Listeners<Receipt>();
  readonly #inbound = new Listeners<InboundMessage>();
  readonly #late = new Listeners<LateOutcome>();

  constructor(options: SmppSenderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const onDeliver = (message: Message): Promise<void> => this.#take(message);
    if (options.bind === 'pair') {
      this.#submitting = startSmppSession({ ...options, bind: 'transmitter', onDeliver });
      this.#sessions = [this.#submitting, startSmppSession({ ...options, bind: 'receiver', onDeliver })];
    } else {
      this.#submitting = startSmppSession({ ...options, bind: 'transceiver', onDeliver });
      this.#sessions = [this.#submitting];
    }
  }

  async send(message: SmsMessage): Promise<SendOutcome> {
    let frames: readonly SmsFrame[];
    const { text, policy, reference, onlyParts } = message;
    const { concatenation = 'udh16' } = this.#options;
    try {
      frames = encodeSms(text, { policy, reference, concatenation });
    } catch (error) {
      if (!(error instanceof UnsendableText)) throw error;
      return wholeOutcome({ kind: 'notSent', cause: 'unsendable', detail: error.message });
    }
    const leftMs = message.expiresAt && message.expiresAt.epochMilliseconds - this.#clock.now().epochMilliseconds;
    if (leftMs !== undefined && leftMs <= 0) return wholeOutcome({ kind: 'notSent', cause: 'expired' });
    const wanted = frames.map((frame, index) => ({ frame, part: index + 1 }));
    const chosen = onlyParts ? wanted.filter(({ part }) => onlyParts.includes(part)) : wanted;
    if (chosen.length === 0) return wholeOutcome({ kind: 'notSent', cause: 'unsendable', detail: 'no such part' });
    const parts = chosen.map(({ frame, part }) => this.#submit(message, frame, part, leftMs));
    return outcomeOfParts(await Promise.all(parts));
  }

  async #submit(message: SmsMessage, frame: SmsFrame, part: number, leftMs: number | undefined): Promise<PartOutcome> {
    const fields = submitOf(frame, {
      to: message.to,
      from: this.#options.from,
      reference: message.reference,
      validityPeriod: message.expiresAt ? smppTime(message.expiresAt) : '',
      sar: this.#options.concatenation === 'sar',
    });
    const outcome = await this.#submitting.submit(fields, {
      ...(leftMs !== undefined && { deadline: performance.now() + leftMs }),
      onLate: (late) => void this.#tellLate({ id: message.id, part, outcome: late }),
    });
    return { ...outcome, part };
  }

  /** Nobody can be asked to repeat a late answer: a listener that fails has lost it, and the message stays uncertain. */
  async #tellLate(late: LateOutcome): Promise<void> {
    try {
      await this.#late.tell(late);
    } catch (error) {
      this.#options.log?.warn(
        { error: error instanceof Error ? error.message : 'unknown' },
        'a late answer was not taken',
      );
    }
  }

  async #take(message: Message): Promise<void> {
    const from = numberOf(message.sourceTon, message.source);
    const receipt = findReceipt(message);
    if (receipt) {
      await this.#receipts.tell(receiptOf(receipt, from, this.#options.errors ?? MAP_ERRORS));
      return;
    }
    if (isReceipt(message)) {
      this.#options.log?.warn({ octets: message.shortMessage.length }, 'a receipt could not be read');
      return;
    }
    const to = numberOf(message.destinationTon, message.destination);
    const whole = this.#reassembly.add(`${from}>${to}`, partOf(message));
    if (whole) await this.#inbound.tell({ channel: 'sms', from, to, text: whole.text });
  }

  onReceipt = this.#receipts.add.bind(this.#receipts);
  onInbound = this.#inbound.add.bind(this.#inbound);
  onLateOutcome = this.#late.add.bind(this.#late);

  state(): SenderState {
    if (this.#sessions.length === 1) return this.#submitting.state();
    const worst = this.#sessions.map((session) => session.state()).find((state) => state.status !== 'ready');
    const { inFlight, queued, perSecond } = this.#submitting.state();
    const { status, reason } = worst ?? { status: 'ready' as const, reason: undefined };
    return {
      status,
      ...(reason !== undefined && { reason }),
      inFlight,
      queued,
      ...(perSecond !== undefined && { perSecond }),
    };
  }

  async ready(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.ready()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()));
  }
}
