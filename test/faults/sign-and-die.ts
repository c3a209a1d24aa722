// A whole program, web and worker, that signs the procedure named on its standard input and is dead a millisecond after
// the commit. Started again and again by commit-and-die.ts.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { signProcedure } from '#modules/registry/index.ts';
import { loadConfig } from '#platform/config.ts';
import { systemContext } from '#platform/context.ts';
import { start } from '../../src/main.ts';

const { services } = await start({ config: loadConfig(), onProgress: () => undefined });
const ctx = systemContext(services, 'faults', 'faults');
createInterface(process.stdin).on('line', (procedureId) => void signAndDie(procedureId));
writeSync(1, 'ready\n');

async function signAndDie(procedureId: string): Promise<void> {
  await signProcedure(ctx, { procedureId, outcome: 'accepted', reasons: [] });
  await sleep(1);
  process.kill(process.pid, 'SIGKILL');
}
