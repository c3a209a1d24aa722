import { setTimeout as sleep } from 'node:timers/promises';
import { smppAccount } from './smpp/account.ts';
import { startSmppSender } from './smpp/sender.ts';
import { startSmtpSender } from './smtp/sender.ts';
import type { MessageSender } from './port.ts';

/** Binds once at the carrier's and lets go; what was wrong, or undefined. Nothing is sent. */
export function probeCarrier(url: string, from: string, patienceMs: number): Promise<string | undefined> {
  return probe(startSmppSender({ ...smppAccount(url), from, closeGraceMs: 500 }), patienceMs);
}

/** Greets the mail server, logs in where the address has a name, and lets go; what was wrong, or undefined. */
export function probeMail(url: string, patienceMs: number): Promise<string | undefined> {
  return probe(startSmtpSender({ url, closeGraceMs: 500 }), patienceMs);
}

async function probe(
  sender: Pick<MessageSender, 'state' | 'close'> & { ready(): Promise<void> },
  patienceMs: number,
): Promise<string | undefined> {
  const late = new AbortController();
  let problem: string | undefined;
  try {
    const isReady = await Promise.race([
      sender.ready().then(
        () => true,
        () => false,
      ),
      sleep(patienceMs, false, { signal: late.signal }),
    ]);
    // Asked before closing, which ends every state.
    if (!isReady) problem = sender.state().reason ?? 'no answer';
  } finally {
    late.abort();
    await sender.close();
  }
  return problem;
}
