import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Logger } from 'pino';
import { encodeSms } from '#modules/notifications/domain/sms/frames.ts';
import { Reassembly } from '#modules/notifications/domain/sms/reassembly.ts';
import { partOf } from '#modules/notifications/adapters/smpp/incoming.ts';
import { ESM_CLASS, MESSAGE_DEFAULTS, type Bind, type Message } from '#modules/notifications/adapters/smpp/pdu.ts';
import { STATUS, statusName } from '#modules/notifications/adapters/smpp/status.ts';
import { TAG } from '#modules/notifications/adapters/smpp/tlv.ts';
import { smppAddress } from '#modules/notifications/adapters/smpp/address.ts';
import { findInstant } from '#modules/notifications/adapters/smpp/validity.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import { Schedule } from '../schedule.ts';
import { DEFAULT_BEHAVIOUR, fateOf, type CarrierBehaviour, type Fate } from './behaviour.ts';
import { Esme, type EsmeHost } from './esme.ts';
import { emptyStats, type CarrierEvent, type CarrierStats } from './events.ts';
import { ANY_CLIENT, Outbound } from './outbound.ts';
import { receiptFor, receiptWord, type TakenPart } from './receipt.ts';
import { Telephones, type TelephoneMessage } from './telephones.ts';
import { Throttle } from '../throttle.ts';

export interface CarrierOptions {
  readonly host?: string;
  /** 0 = a free one; `carrier.port` says which. */
  readonly port?: number;
  readonly systemId: string;
  readonly password: string;
  /** The short code that citizens write to when `sendFrom` names none. */
  readonly shortCode?: string;
  readonly behaviour?: Partial<CarrierBehaviour>;
  readonly keepPerNumber?: number;
  readonly keepNumbers?: number;
  /** A telephone has a message. */
  readonly onMessage?: (message: TelephoneMessage) => void;
  readonly log?: Pick<Logger, 'info'>;
  readonly clock?: Clock;
  /** From 0 to below 1; a seeded one makes a run repeatable. */
  readonly random?: () => number;
}

/**
 * A telephone company in the box: a real SMPP 3.4 server over TCP with telephones behind it. For the demo, for tests and
 * for measuring; it delays, throttles, refuses, loses, repeats and cuts as its behaviour says.
 */
export interface Carrier {
  readonly host: string;
  readonly port: number;
  /** `smpp://…` with the account: what a client binds with. */
  readonly url: string;
  behaviour(): CarrierBehaviour;
  setBehaviour(change: Partial<CarrierBehaviour>): void;
  /** What telephones show, long messages joined; oldest first. `msisdn` with or without `+`. */
  messages(msisdn?: string): readonly TelephoneMessage[];
  /** Telephones that have messages, the latest first. */
  numbers(): readonly string[];
  /** A citizen writes. Resolves true when a client took all parts, false when none did in the end. */
  sendFrom(msisdn: string, text: string, to?: string): Promise<boolean>;
  stats(): Readonly<CarrierStats> & { readonly underWay: number; readonly bound: number };
  subscribe(listener: (event: CarrierEvent) => void): () => void;
  /** Cuts every connection without a word. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** Starts a carrier and resolves when it listens. */
export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const carrier = new LocalCarrier(options);
  await carrier.listen();
  return carrier;
}

const digits = (number: string): string => number.replace(/^\+/, '');

class LocalCarrier implements Carrier, EsmeHost {
  readonly host: string;
  readonly #options: CarrierOptions;
  readonly #server: Server;
  readonly #esmes = new Set<Esme>();
  readonly #outbound = new Outbound();
  readonly #schedule = new Schedule();
  readonly #throttle = new Throttle();
  readonly #reassembly = new Reassembly(5000);
  readonly #telephones: Telephones;
  readonly #listeners = new Set<(event: CarrierEvent) => void>();
  readonly #stats = emptyStats();
  readonly #clock: Clock;
  readonly #random: () => number;
  /** Parts that came while their telephone was off for the first time. */
  readonly #missed = new Set<string>();
  #behaviour: CarrierBehaviour;
  #lastId = 0;
  #lastReference = 0;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.host = options.host ?? '127.0.0.1';
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#behaviour = { ...DEFAULT_BEHAVIOUR, ...options.behaviour };
    this.#telephones = new Telephones({ perNumber: options.keepPerNumber ?? 50, numbers: options.keepNumbers ?? 1000 });
    // Ids go on from the clock, so that those of a restarted carrier are new.
    this.#lastId = Math.floor(this.#clock.now().epochMilliseconds / 1000) * 4096;
    this.#server = createServer((socket) => this.#esmes.add(new Esme(socket, this)));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo | null)?.port ?? 0;
  }

  get url(): string {
    const { systemId, password } = this.#options;
    return `smpp://${encodeURIComponent(systemId)}:${encodeURIComponent(password)}@${this.host}:${this.port}`;
  }

  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(this.#options.port ?? 0, this.host, resolve);
    await promise;
  }

  behaviour(): CarrierBehaviour {
    return this.#behaviour;
  }

  setBehaviour(change: Partial<CarrierBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
    if (this.#behaviour.down) this.dropConnections();
  }

  messages(msisdn?: string): readonly TelephoneMessage[] {
    return this.#telephones.messages(msisdn === undefined ? undefined : digits(msisdn));
  }

  numbers(): readonly string[] {
    return this.#telephones.numbers();
  }

  stats(): Readonly<CarrierStats> & { readonly underWay: number; readonly bound: number } {
    const bound = [...this.#esmes].filter((esme) => esme.bind !== '').length;
    return { ...this.#stats, underWay: this.#schedule.size + this.#outbound.waiting, bound };
  }

  subscribe(listener: (event: CarrierEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  dropConnections(): void {
    for (const esme of this.#esmes) esme.cut();
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#schedule.clear();
    await Promise.all([...this.#esmes].map((esme) => esme.close()));
    this.#outbound.close();
    await promise;
  }

  async sendFrom(msisdn: string, text: string, to = this.#options.shortCode ?? '2222'): Promise<boolean> {
    const source = smppAddress(`+${digits(msisdn)}`);
    const destination = smppAddress(to);
    this.#lastReference = (this.#lastReference + 1) % 0x10000;
    const frames = encodeSms(text, { policy: 'keep', reference: this.#lastReference });
    const acknowledged = await Promise.all(
      frames.map((frame) =>
        this.#outbound.send(ANY_CLIENT, {
          ...MESSAGE_DEFAULTS,
          sourceTon: source.ton,
          sourceNpi: source.npi,
          source: source.address,
          destinationTon: destination.ton,
          destinationNpi: destination.npi,
          destination: destination.address,
          esmClass: frame.hasHeader ? ESM_CLASS.userDataHeader : 0,
          dataCoding: frame.dataCoding,
          shortMessage: frame.octets,
        }),
      ),
    );
    const taken = acknowledged.every(Boolean);
    if (taken) this.#stats.inbound += 1;
    const encoding = frames[0]?.dataCoding === 8 ? 'ucs2' : 'gsm7';
    this.#show('sent', { msisdn: digits(msisdn), peer: to, text, parts: frames.length, encoding });
    return taken;
  }

  judgeBind(bind: Bind): number {
    if (this.#behaviour.down) return STATUS.ESME_RBINDFAIL;
    if (bind.systemId !== this.#options.systemId) return STATUS.ESME_RINVSYSID;
    return bind.password === this.#options.password ? STATUS.ESME_ROK : STATUS.ESME_RINVPASWD;
  }

  bound(esme: Esme): void {
    this.#outbound.join(esme);
    this.#options.log?.info({ bind: esme.bind }, 'a client is bound to the demo carrier');
    this.#emit({ kind: 'bound', systemId: esme.systemId, bind: esme.bind });
  }

  gone(esme: Esme): void {
    this.#esmes.delete(esme);
    this.#outbound.leave(esme);
    if (esme.bind !== '') this.#emit({ kind: 'unbound', systemId: esme.systemId, bind: esme.bind });
  }

  submit(esme: Esme, message: Message): void {
    this.#stats.submitted += 1;
    const msisdn = digits(message.destination);
    const fate = this.#fateOf(message, msisdn);
    const status = this.#judgeSubmit(message, fate === 'invalid');
    if (status !== STATUS.ESME_ROK) {
      this.#emit({ kind: 'refused', msisdn, status: statusName(status) });
      this.#answer(() => esme.answer(message, status, ''));
      return;
    }
    this.#stats.taken += 1;
    this.#lastId += 1;
    const id = this.#lastId.toString(16);
    const keepsSilent = this.#chance(this.#behaviour.loseReceipts);
    const part: TakenPart = { id, submit: message, fate, takenAt: this.#clock.now() };
    this.#emit({ kind: 'taken', id, msisdn, fate });
    if (this.#behaviour.receiptFirst) this.#settle(esme.systemId, part, keepsSilent);
    if (this.#chance(this.#behaviour.dropConnections)) esme.cut();
    else if (!this.#chance(this.#behaviour.loseResponses)) {
      const isNonsense = this.#chance(this.#behaviour.answerNonsense);
      this.#answer(() => (isNonsense ? esme.mumble(message) : esme.answer(message, STATUS.ESME_ROK, id)));
    }
    if (!this.#behaviour.receiptFirst)
      this.#schedule.after(this.#drawn(this.#behaviour.deliveryMs), () =>
        this.#settle(esme.systemId, part, keepsSilent),
      );
  }

  /** A telephone that is off at first is on when the same part comes again: senders repeat it under the same reference. */
  #fateOf({ tlvs = [], shortMessage }: Message, msisdn: string): Fate {
    const fate = fateOf(msisdn, this.#behaviour.rules);
    if (fate !== 'absentFirst') return fate;
    const reference = tlvs.find(({ tag }) => tag === TAG.user_message_reference)?.value ?? new Uint8Array();
    const name = `${msisdn} ${Buffer.from(reference).toString('hex')} ${Buffer.from(shortMessage).toString('hex')}`;
    if (this.#missed.delete(name)) return 'delivered';
    this.#missed.add(name);
    return fate;
  }

  #judgeSubmit(message: Message, invalid: boolean): number {
    const { refuseWith, maxPerSecond, maxQueued } = this.#behaviour;
    if (!this.#throttle.take(maxPerSecond)) {
      this.#stats.throttled += 1;
      return STATUS.ESME_RTHROTTLED;
    }
    if (this.#schedule.size >= maxQueued) {
      this.#stats.throttled += 1;
      return STATUS.ESME_RMSGQFUL;
    }
    const status =
      refuseWith || (invalid || !/^\d{6,20}$/.test(digits(message.destination)) ? STATUS.ESME_RINVDSTADR : 0);
    if (status !== 0) this.#stats.refused += 1;
    return status;
  }

  /** The part meets its fate: the telephone has it or not, and the receipt says so. */
  #settle(systemId: string, taken: TakenPart, keepsSilent: boolean): void {
    const expiry = findInstant(taken.submit.validityPeriod);
    const late = expiry !== undefined && Temporal.Instant.compare(this.#clock.now(), expiry) > 0;
    const part: TakenPart = late ? { ...taken, fate: 'expired' } : taken;
    if (part.fate === 'delivered' || part.fate === 'silent') this.#arrive(part);
    const { duplicateReceipts, lie, receiptFirst, receiptMs } = this.#behaviour;
    if (part.submit.registeredDelivery % 4 === 0 || part.fate === 'silent' || keepsSilent) return;
    const copies = this.#chance(duplicateReceipts) ? 2 : 1;
    const parts: TakenPart[] = this.#chance(lie) ? [part, { ...part, fate: 'absent' }] : [part];
    for (let copy = 0; copy < copies; copy += 1)
      if (receiptFirst) void this.#sendReceipts(systemId, parts);
      else this.#schedule.after(this.#drawn(receiptMs), () => void this.#sendReceipts(systemId, parts));
  }

  /** One after the other, so that a contradiction comes second. */
  async #sendReceipts(systemId: string, parts: readonly TakenPart[]): Promise<void> {
    for (const part of parts) await this.#sendReceipt(systemId, part);
  }

  async #sendReceipt(systemId: string, part: TakenPart): Promise<void> {
    const receipt = receiptFor(part, this.#clock.now(), this.#behaviour);
    if (!(await this.#outbound.send(systemId, receipt))) return;
    this.#stats.receipts += 1;
    const msisdn = digits(part.submit.destination);
    this.#emit({ kind: 'receipt', id: part.id, msisdn, state: receiptWord(part.fate) });
  }

  #arrive({ submit }: TakenPart): void {
    const msisdn = digits(submit.destination);
    const whole = this.#reassembly.add(`${submit.source}>${msisdn}`, partOf(submit));
    if (!whole) return;
    this.#stats.arrived += 1;
    this.#show('received', { msisdn, peer: submit.source, ...whole });
  }

  #show(direction: TelephoneMessage['direction'], content: Omit<TelephoneMessage, 'id' | 'direction' | 'at'>): void {
    this.#lastId += 1;
    const message = { id: this.#lastId.toString(16), direction, at: this.#clock.now(), ...content };
    this.#telephones.add(message);
    if (direction === 'received') this.#options.onMessage?.(message);
    this.#emit({ kind: direction === 'received' ? 'arrived' : 'sent', message });
  }

  #answer(answer: () => void): void {
    const delay = this.#drawn(this.#behaviour.responseMs);
    if (delay === 0) answer();
    else this.#schedule.after(delay, answer);
  }

  #emit(event: CarrierEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #chance(share: number): boolean {
    return share > 0 && this.#random() < share;
  }

  #drawn([from, to]: readonly [number, number]): number {
    return from + this.#random() * (to - from);
  }
}
