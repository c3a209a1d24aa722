import { start } from '../main.ts';
import type { Command } from './command.ts';

/** `npm start`: everything on this machine, until Ctrl-C. */
export const startCommand: Command = {
  name: 'start',
  allSettings: true,
  summary: 'Starts Ventanilla: database, web and worker, until Ctrl-C.',
  details:
    'Without DATABASE_URL it brings its own PostgreSQL, in the data folder. On 127.0.0.1 it runs as a demonstration\n' +
    'with invented data, a local carrier and mailboxes; MODE=production turns that off.',
  async run({ config }) {
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const began = performance.now();
    const told = stopSignal();
    const running = await start({ config, onProgress: (step) => say(`  … ${step}`), signal: told }).catch(
      (error: unknown) => {
        if (!told.aborted) throw error;
      },
    );
    if (!running) {
      say('Stopped before it was ready.');
      return 0;
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (!running.address) say(`\nThe worker is ready (${seconds} s).`);
    else {
      say(`\nVentanilla is ready (${seconds} s):\n\n  home page   ${running.address}/`);
      if (config.demo) say(`  the tour    ${running.address}/demo`);
      say('\nCtrl-C stops everything.');
    }
    await new Promise<void>((resolve) => {
      if (told.aborted) resolve();
      else told.addEventListener('abort', () => resolve());
    });
    say('Stopping…');
    await running.stop();
    return 0;
  },
};

/** Aborted by Ctrl-C or by the service manager, from now on: a start is stopped as cleanly as what runs. */
function stopSignal(): AbortSignal {
  const told = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort());
  return told.signal;
}
