import { createTransport } from 'nodemailer';
import { Schedule } from '../schedule.ts';

export interface OutgoingMail {
  /** Empty for reports (RFC 5321 section 4.5.5). */
  readonly from: string;
  readonly to: string;
  readonly raw: string;
}

const PAUSES_MS = [0, 200, 1000, 3000] as const;

/** Sends the demo's own mails (reports, answers of citizens) to where return paths lead, and again when not taken. */
export class OutgoingMails {
  readonly #transport;
  readonly #retries = new Schedule();
  readonly #waiting = new Set<() => void>();

  constructor(target: { host: string; port: number }) {
    this.#transport = createTransport({
      ...target,
      secure: false,
      ignoreTLS: true,
      connectionTimeout: 5000,
      socketTimeout: 5000,
    });
  }

  /** True when it was taken, false when it was given up. */
  async send(mail: OutgoingMail): Promise<boolean> {
    for (const pause of PAUSES_MS) {
      await this.#pause(pause);
      try {
        await this.#transport.sendMail({ raw: mail.raw, envelope: { from: mail.from, to: mail.to } });
        return true;
      } catch (error) {
        if (((error as { responseCode?: number }).responseCode ?? 0) >= 500) return false;
      }
    }
    return false;
  }

  close(): void {
    this.#retries.clear();
    for (const go of this.#waiting) go();
    this.#transport.close();
  }

  #pause(milliseconds: number): Promise<void> {
    if (milliseconds === 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    this.#retries.after(milliseconds, () => {
      this.#waiting.delete(resolve);
      resolve();
    });
    return promise;
  }
}
