import type { ConnectionOptions } from 'node:tls';
import type { Logger } from 'pino';
import type { Bind, Message, MessageFields } from './pdu.ts';
import type { HandOver, SenderState } from '../port.ts';

export interface SmppSessionOptions {
  readonly host: string;
  readonly port: number;
  /** TLS to the carrier; absent = plain TCP, as inside a VPN. */
  readonly tls?: ConnectionOptions;
  readonly bind: 'transceiver' | 'transmitter' | 'receiver';
  readonly systemId: string;
  readonly password: string;
  readonly systemType?: string;
  readonly addressRange?: string;
  /** Submits that may wait for their response at once. */
  readonly window?: number;
  /** Submits that may wait for the window. */
  readonly maxQueue?: number;
  /** Pace by contract, in messages (parts) per second. */
  readonly maxPerSecond?: number;
  readonly enquireLinkMs?: number;
  readonly responseTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly backoff?: { readonly minMs: number; readonly maxMs: number };
  /** How long a throttled submit is tried again before `throttled` is its outcome. */
  readonly throttlePatienceMs?: number;
  /** How long `close()` waits for responses that are due. */
  readonly closeGraceMs?: number;
  /** A receipt or a citizen's text. Acknowledged when the promise resolves; if it rejects the carrier sends it again. */
  readonly onDeliver?: (message: Message) => void | Promise<void>;
  readonly onState?: (state: SenderState) => void;
  readonly log?: Pick<Logger, 'info' | 'warn'>;
}

export const SESSION_DEFAULTS = {
  window: 10,
  maxQueue: 10_000,
  enquireLinkMs: 30_000,
  responseTimeoutMs: 10_000,
  connectTimeoutMs: 10_000,
  throttlePatienceMs: 30_000,
  closeGraceMs: 5_000,
} as const;

export interface SubmitOptions {
  /** On the scale of `performance.now()`: nothing leaves after it. */
  readonly deadline?: number;
  /** Hears the carrier's answer when it comes after `uncertain`. */
  readonly onLate?: (outcome: HandOver) => void;
}

export interface SmppSession {
  submit(message: MessageFields, options?: SubmitOptions): Promise<HandOver>;
  state(): SenderState;
  /** Resolves when bound; rejects when closed before. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** The bind request of the options (interface version 3.4). */
export function bindRequest(options: SmppSessionOptions): Omit<Bind, 'sequence' | 'status'> {
  return {
    command: `bind_${options.bind}`,
    systemId: options.systemId,
    password: options.password,
    systemType: options.systemType ?? '',
    interfaceVersion: 0x34,
    addrTon: 0,
    addrNpi: 0,
    addressRange: options.addressRange ?? '',
  };
}
