import type { Socket } from 'node:net';
import { SmppLink } from '#modules/notifications/adapters/smpp/link.ts';
import type { Bind, Message, MessageFields, Pdu } from '#modules/notifications/adapters/smpp/pdu.ts';
import { STATUS } from '#modules/notifications/adapters/smpp/status.ts';
import { TAG, uint8Tlv } from '#modules/notifications/adapters/smpp/tlv.ts';

/** What a connection asks of the carrier. */
export interface EsmeHost {
  /** The status that a bind is answered with. */
  judgeBind(bind: Bind): number;
  bound(esme: Esme): void;
  gone(esme: Esme): void;
  submit(esme: Esme, message: Message): void;
}

/** Deliveries to one peer that may wait for their acknowledgement. */
const DELIVER_WINDOW = 200;

/** One client of the carrier (ESME, external short message entity): from its connection to its unbind. */
export class Esme {
  readonly #link: SmppLink;
  readonly #host: EsmeHost;
  #bind: Bind | undefined;
  #unbound = false;

  constructor(socket: Socket, host: EsmeHost) {
    this.#host = host;
    this.#link = new SmppLink(socket, {
      responseTimeoutMs: 10_000,
      enquireLinkMs: 60_000,
      onRequest: (pdu) => this.#serve(pdu),
      onClose: () => this.#host.gone(this),
    });
  }

  get systemId(): string {
    return this.#bind?.systemId ?? '';
  }

  get bind(): string {
    return this.#bind?.command ?? '';
  }

  get #bound(): boolean {
    return this.#bind !== undefined && !this.#unbound;
  }

  /** True when a receipt or a citizen's text can go out here now. */
  get canDeliver(): boolean {
    return this.#bound && this.#bind?.command !== 'bind_transmitter' && this.#link.inFlight < DELIVER_WINDOW;
  }

  /** True when the peer acknowledged. */
  async deliver(message: MessageFields): Promise<boolean> {
    const answer = await this.#link.request({ command: 'deliver_sm', ...message });
    return answer.kind === 'answered' && answer.pdu.status === STATUS.ESME_ROK;
  }

  answer(message: Message, status: number, messageId: string): void {
    this.#link.reply({ command: 'submit_sm_resp', sequence: message.sequence, status, messageId });
  }

  /** Answers with what says neither yes nor no. */
  mumble({ sequence }: Message): void {
    this.#link.reply({ command: 'generic_nack', sequence, status: STATUS.ESME_ROK });
  }

  /** Cuts the connection without a word. */
  cut(): void {
    this.#link.destroy('cut by the carrier');
  }

  /** Says goodbye, then closes. */
  async close(): Promise<void> {
    if (this.#bound) {
      this.#unbound = true;
      void this.#link.request({ command: 'unbind' });
    }
    this.#link.end('closed by the carrier');
    await this.#link.closed;
  }

  #serve(pdu: Pdu): void {
    const { sequence } = pdu;
    switch (pdu.command) {
      case 'bind_receiver':
      case 'bind_transmitter':
      case 'bind_transceiver':
        this.#answerBind(pdu);
        break;
      case 'submit_sm':
        if (this.#bound && this.#bind?.command !== 'bind_receiver') this.#host.submit(this, pdu);
        else this.#link.reply({ command: 'submit_sm_resp', sequence, status: STATUS.ESME_RINVBNDSTS, messageId: '' });
        break;
      case 'unbind':
        this.#unbound = true;
        this.#link.reply({ command: 'unbind_resp', sequence, status: STATUS.ESME_ROK });
        this.#link.end('the client unbound');
        break;
      default:
        this.#link.reply({ command: 'generic_nack', sequence, status: STATUS.ESME_RINVCMDID });
    }
  }

  #answerBind(bind: Bind): void {
    const { sequence } = bind;
    const status = this.#bind ? STATUS.ESME_RALYBND : this.#host.judgeBind(bind);
    this.#link.reply({
      command: `${bind.command}_resp`,
      sequence,
      status,
      systemId: 'ventanilla',
      tlvs: [uint8Tlv(TAG.sc_interface_version, 0x34)],
    });
    if (status === STATUS.ESME_ROK) {
      this.#bind = bind;
      this.#host.bound(this);
    } else if (status !== STATUS.ESME_RALYBND) this.#link.end('bind refused');
  }
}
