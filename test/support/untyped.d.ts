// Libraries that carry no types, as far as tests use them.

declare module 'split-sms' {
  interface SplitText {
    readonly characterSet: 'GSM' | 'Unicode';
    readonly parts: readonly { readonly content: string; readonly bytes: number }[];
  }
  const splitter: { split(message: string): SplitText };
  export default splitter;
}

declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  type Fields = Readonly<Record<string, unknown>>;
  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly [field: string]: unknown;
    response(fields?: Fields): Pdu;
  }
  export interface Session extends EventEmitter {
    readonly socket: Socket;
    send(pdu: Pdu): boolean;
    bind_transceiver(fields: Fields, answer: (pdu: Pdu) => void): boolean;
    submit_sm(fields: Fields, answer: (pdu: Pdu) => void): boolean;
    deliver_sm(fields: Fields, answer: (pdu: Pdu) => void): boolean;
    enquire_link(fields: Fields, answer: (pdu: Pdu) => void): boolean;
    unbind(answer: (pdu: Pdu) => void): boolean;
    close(closed?: () => void): void;
    destroy(closed?: () => void): void;
  }
  const smpp: {
    connect(options: { host: string; port: number }): Session;
    createServer(listener: (session: Session) => void): NetServer;
  };
  export default smpp;
}
