import type { Socket } from 'node:net';
import { findCommand, isResponse } from './commands.ts';
import { decodePdu } from './decode.ts';
import { encodePdu } from './encode.ts';
import { FrameDecoder } from './frames.ts';
import { SmppDecodeError } from './octets.ts';
import { Pending, type Answer } from './pending.ts';
import type { Pdu, SpokenPdu } from './pdu.ts';
import { STATUS } from './status.ts';

/** A unit before it has a sequence number. */
export type Request = SpokenPdu extends infer P
  ? P extends SpokenPdu
    ? Omit<P, 'sequence' | 'status'>
    : never
  : never;

export interface LinkOptions {
  readonly responseTimeoutMs: number;
  /** Pause between two enquire_link; 0 sends none. */
  readonly enquireLinkMs: number;
  /** Requests of the peer other than enquire_link. The handler replies. */
  readonly onRequest: (pdu: Pdu) => void;
  /** Called once, when the connection is gone; `reason` holds no personal data. */
  readonly onClose: (reason: string) => void;
}

/**
 * One SMPP connection, either side of it: cuts units, numbers requests, matches responses, keeps the line alive. It
 * knows no binding and no window. A broken stream ends the connection; a broken unit is answered and survived.
 */
export class SmppLink {
  readonly #socket: Socket;
  readonly #options: LinkOptions;
  readonly #frames = new FrameDecoder();
  readonly #pending: Pending;
  readonly #closed = Promise.withResolvers<void>();
  readonly #enquiry: NodeJS.Timeout | undefined;
  #sequence = 0;
  #outgoing: Buffer[] = [];
  #reason = 'closed by peer';

  constructor(socket: Socket, options: LinkOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#pending = new Pending(options.responseTimeoutMs);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#reason = error.code ?? 'socket error';
    });
    socket.on('close', () => this.#end());
    if (options.enquireLinkMs > 0) this.#enquiry = setInterval(() => void this.#enquire(), options.enquireLinkMs);
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  /** Resolves when the socket is gone and nothing is pending. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Sends a request. `onLate` hears an answer that comes after `timeout` was the answer. */
  request(request: Request, onLate?: (pdu: Pdu) => void): Promise<Answer> {
    if (!this.#socket.writable) return Promise.resolve({ kind: 'unwritable' });
    const sequence = this.#nextSequence();
    const octets = encodePdu({ ...request, sequence, status: STATUS.ESME_ROK });
    const answer = this.#pending.add(sequence, onLate);
    this.#write(octets);
    return answer;
  }

  /** Sends a response, when there is still somebody to send it to. */
  reply(pdu: SpokenPdu): void {
    if (this.#socket.writable) this.#write(encodePdu(pdu));
  }

  /** Stops and resumes reading: the peer's window then fills and it waits. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Sends what is written, then closes. */
  end(reason: string): void {
    this.#reason = reason;
    this.#flush();
    this.#socket.end();
    this.#socket.destroySoon();
  }

  destroy(reason: string): void {
    this.#reason = reason;
    this.#socket.destroy();
  }

  /** Asks for a sign of life; without one the connection is given up. */
  async #enquire(): Promise<void> {
    const answer = await this.request({ command: 'enquire_link' });
    if (answer.kind === 'timeout') this.destroy('no answer to enquire_link');
  }

  #nextSequence(): number {
    do this.#sequence = (this.#sequence % 0x7fffffff) + 1;
    while (this.#pending.has(this.#sequence));
    return this.#sequence;
  }

  /** Units of one turn of the event loop leave in one write. */
  #write(octets: Buffer): void {
    if (this.#outgoing.push(octets) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const [first, ...more] = this.#outgoing;
    this.#outgoing = [];
    if (first && this.#socket.writable) this.#socket.write(more.length === 0 ? first : Buffer.concat([first, ...more]));
  }

  #read(chunk: Buffer): void {
    let units: Buffer[];
    try {
      units = this.#frames.push(chunk);
    } catch (error) {
      this.destroy(error instanceof SmppDecodeError ? error.message : 'unreadable stream');
      return;
    }
    for (const unit of units) this.#take(unit);
  }

  #take(unit: Buffer): void {
    const id = unit.readUInt32BE(4);
    let pdu: Pdu;
    try {
      pdu = decodePdu(unit);
    } catch (error) {
      if (isResponse(id)) this.destroy('unreadable response');
      else
        this.#refuse(id, unit.readUInt32BE(12), error instanceof SmppDecodeError ? error.status : STATUS.ESME_RSYSERR);
      return;
    }
    if (isResponse(id)) this.#pending.answer(pdu);
    else if (pdu.command === 'enquire_link') this.reply({ ...pdu, command: 'enquire_link_resp', status: 0 });
    else if (pdu.command === 'unknown') this.#refuse(id, pdu.sequence, STATUS.ESME_RINVCMDID);
    else this.#options.onRequest(pdu);
  }

  #refuse(id: number, sequence: number, status: number): void {
    const command = findCommand(id);
    if (command === 'submit_sm' || command === 'deliver_sm')
      this.reply({ command: `${command}_resp`, sequence, status, messageId: '' });
    else this.reply({ command: 'generic_nack', sequence, status });
  }

  #end(): void {
    clearInterval(this.#enquiry);
    this.#pending.abandon();
    this.#options.onClose(this.#reason);
    this.#closed.resolve();
  }
}
