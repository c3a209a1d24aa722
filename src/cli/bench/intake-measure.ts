import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemContext, type Services } from '#platform/context.ts';
import { findOfficeByCode } from '#modules/agencies/index.ts';
import { createKey } from '#modules/notifications/index.ts';
import { median } from './scratch.ts';

export interface IntakeOrder {
  readonly total: number;
  readonly perCall: number;
  readonly atOnce: number;
}

export interface IntakeRate {
  readonly perSecond: number;
  /** CPU of this process for each, in microseconds. */
  readonly cpuUs: number;
}

const ROUNDS = 3;

/** Asks a running program of this process for notices by REST, one in a call and in batches; medians of three rounds. */
export async function measureIntake(
  running: { readonly services: Services; readonly address?: string | undefined },
  orders: Readonly<Record<'single' | 'batch', IntakeOrder>>,
  say: (line: string) => void,
): Promise<Record<'single' | 'batch', IntakeRate>> {
  const ctx = systemContext(running.services, 'bench', 'bench');
  const office = await findOfficeByCode(ctx.db, 'TOL');
  if (!office) throw new Error('there is no office');
  const { agencyId, unitId } = office;
  const { key } = await createKey(ctx, { agencyId, unitId, system: 'bench', mode: 'live', codes: false });
  const callers = fork(join(import.meta.dirname, 'intake-load.ts'));
  const target = { address: running.address ?? '', key };
  const measure = async (name: 'single' | 'batch'): Promise<IntakeRate> => {
    const order = orders[name];
    await drive(callers, { ...target, ...order, total: Math.ceil(order.total / 10), prefix: `${name}-warm` });
    const rates: number[] = [];
    const cpus: number[] = [];
    for (let turn = 0; turn < ROUNDS; turn++) {
      const before = process.cpuUsage();
      const seconds = await drive(callers, { ...target, ...order, prefix: `${name}-${turn}` });
      const { user, system } = process.cpuUsage(before);
      rates.push(order.total / seconds);
      cpus.push((user + system) / order.total);
    }
    const rate = { perSecond: Math.round(median(rates)), cpuUs: Math.round(median(cpus)) };
    say(`${name}: ${rates.map((one) => one.toFixed(0)).join(', ')} a second; ${rate.cpuUs} µs of this process each`);
    return rate;
  };
  try {
    return { single: await measure('single'), batch: await measure('batch') };
  } finally {
    callers.kill();
  }
}

async function drive(callers: ChildProcess, order: object): Promise<number> {
  callers.send(order);
  const [{ seconds }] = (await once(callers, 'message')) as [{ seconds: number }];
  return seconds;
}
