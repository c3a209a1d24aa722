import { createTransport, type Transporter } from 'nodemailer';
import type { Outgoing, Sender, SubmitOutcome } from './port.ts';

const CONNECTIONS = 4;

/** Errors of nodemailer that come before the message left. */
const BEFORE_DATA = new Set(['ECONNECTION', 'EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED']);

/** Mail over SMTP, by a pool of connections. The Message-ID is the message's own id: a repetition can be recognised. */
export class MailSender implements Sender {
  readonly name = 'smtp';
  readonly #transport: Transporter;
  readonly #from: string;
  #running = 0;

  constructor(options: { url: string; from: string }) {
    this.#from = options.from;
    this.#transport = createTransport({
      url: options.url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: 5_000,
      socketTimeout: 20_000,
    });
  }

  get room(): number {
    return CONNECTIONS * 4 - this.#running;
  }

  async send(message: Outgoing): Promise<readonly SubmitOutcome[]> {
    this.#running += 1;
    try {
      const sent = await this.#transport.sendMail({
        from: this.#from,
        to: message.address,
        subject: message.subject,
        text: message.text,
        messageId: `<${message.id}@ventanilla>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return [{ kind: 'accepted', carrierMessageId: String(sent.messageId) }];
    } catch (error) {
      return [outcomeOf(error)];
    } finally {
      this.#running -= 1;
    }
  }

  async close(): Promise<void> {
    this.#transport.close();
  }
}

function outcomeOf(error: unknown): SubmitOutcome {
  const { code = '', responseCode } = error as { code?: string; responseCode?: number };
  // The words of the server may quote the address, so only the number is kept.
  if (responseCode) return { kind: 'rejected', permanent: responseCode >= 500, reason: `SMTP ${responseCode}` };
  if (BEFORE_DATA.has(code)) return { kind: 'not-sent', reason: code };
  return { kind: 'uncertain', reason: code || 'the connection broke' };
}
