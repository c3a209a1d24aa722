import { fork, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { dkimKey, startSmtpSender, type SmtpSender } from '#modules/notifications/index.ts';
import type { Bench, Figures } from './bench.ts';
import { median, rounded } from './scratch.ts';

const MAILS = 5_000;
const ROUNDS = 3;
const UNDER_WAY = 200;
const WARM_UP = 500;

interface SinkFigures {
  readonly arrived: number;
  readonly cpuMs: number;
}

/**
 * Mails a second through the SMTP sender, each with text, HTML, its own return path and a DKIM signature (RSA, 2048 bits),
 * to the demonstration's mail server in a process of its own on the same cores. `email_dkim_per_s` is the median round.
 */
export const benchMail: Bench = async (say) => {
  const sink = fork(join(import.meta.dirname, '../../demo/mailsink/child.ts'), { execArgv: process.execArgv });
  try {
    const [{ port }] = (await once(sink, 'message')) as [{ port: number }];
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const dkim = [dkimKey(pem, 'avisos.example', 'banco')];
    const signed = await measure(`smtp://127.0.0.1:${port}`, sink, say, 'signed by DKIM', { dkim });
    const plain = await measure(`smtp://127.0.0.1:${port}`, sink, say, 'without DKIM', {});
    return {
      email_dkim_per_s: signed.perSecond,
      email_plain_per_s: plain.perSecond,
      sender_cpu_ms_each: signed.senderCpuMs,
      sink_cpu_ms_each: signed.sinkCpuMs,
      event_loop_p99_ms: signed.loopP99Ms,
      lost: signed.lost + plain.lost,
    } satisfies Figures;
  } finally {
    sink.disconnect();
  }
};

async function measure(
  url: string,
  sink: ChildProcess,
  say: (line: string) => void,
  kind: string,
  options: Pick<Parameters<typeof startSmtpSender>[0], 'dkim'>,
) {
  const sender = startSmtpSender({ url, ...options });
  await sender.ready();
  await send(sender, WARM_UP);
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const [before, cpu] = [await ask(sink), process.cpuUsage()];
  const rates: number[] = [];
  for (let turn = 1; turn <= ROUNDS; turn++) {
    const began = performance.now();
    await send(sender, MAILS);
    rates.push((MAILS * 1000) / (performance.now() - began));
  }
  const { user, system } = process.cpuUsage(cpu);
  const after = await ask(sink);
  loop.disable();
  await sender.close();
  const sent = MAILS * ROUNDS;
  const figures = {
    perSecond: Math.round(median(rates)),
    senderCpuMs: rounded((user + system) / 1000 / sent, 3),
    sinkCpuMs: rounded((after.cpuMs - before.cpuMs) / sent, 3),
    loopP99Ms: rounded(loop.percentile(99) / 1e6, 1),
    lost: sent - (after.arrived - before.arrived),
  };
  say(`${kind}: ${rates.map((rate) => rate.toFixed(0)).join(', ')} mails/s, ${figures.lost} lost`);
  say(`  CPU for each: ${figures.senderCpuMs} ms here (all threads), ${figures.sinkCpuMs} ms in the mail server`);
  return figures;
}

async function ask(sink: ChildProcess): Promise<SinkFigures> {
  const answer = once(sink, 'message');
  sink.send('figures');
  const [figures] = (await answer) as [SinkFigures];
  return figures;
}

const TEXT =
  'Su trámite TOL-2026-000123-K, «Certificado de libertad de gravámenes», fue ACEPTADO y firmado.\n\n'.repeat(4);
const HTML = `<!doctype html><html lang="es-MX"><body>${`<p>${TEXT.trim()}</p>`.repeat(3)}</body></html>`;

/** Sends so many, with some under way at once. */
async function send(sender: SmtpSender, count: number): Promise<void> {
  let left = count;
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const id = `${count}-${left}`;
      const outcome = await sender.send({
        channel: 'email',
        id,
        messageId: `<${id}@avisos.example>`,
        from: { name: 'Registro Público', address: 'avisos@avisos.example' },
        to: { address: `persona${left}@correo.example` },
        subject: 'Su trámite TOL-2026-000123-K fue ACEPTADO',
        text: TEXT,
        html: HTML,
        returnPath: `r-${id}@avisos.example`,
        unsubscribe: { url: `https://avisos.example/baja/${id}` },
      });
      if (outcome.kind !== 'accepted') throw new Error(`a mail was not taken: ${JSON.stringify(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, client));
}
