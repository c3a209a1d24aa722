import { setTimeout as sleep } from 'node:timers/promises';
import { startVerification } from '#modules/people/index.ts';
import { announceSignings } from './fill.ts';
import { progress, startWorker, type Load, type Setting } from './setting.ts';

const CODES_PER_SECOND = 5;

/** p99 in milliseconds from the request for a code to the carrier's yes, while a backlog of notices leaves. */
export async function codesDuringBulk(setting: Setting, load: Load, count: number): Promise<number> {
  const { admin, ctx, say } = setting;
  const { ids } = load.citizens;
  const done = await progress(admin, 'sms');
  await announceSignings(admin, load.citizens, count);
  const worker = await startWorker(setting, load.peer);
  try {
    while ((await done()) === 0) await sleep(5);
    for (let code = 0; (await done()) < count; code++) {
      const address = `+52722${String(code).padStart(6, '0')}7`;
      await startVerification(ctx, { personId: ids[code % ids.length] ?? '', channel: 'sms', address });
      await sleep(1_000 / CODES_PER_SECOND);
    }
    await sleep(2_000);
  } finally {
    await worker.stop();
  }
  const { rows } = await admin.query<{ codes: number; p50: number | null; p99: number | null; waiting: number }>(
    `select count(*)::int as codes, count(*) filter (where m.accepted_at is null)::int as waiting,
       percentile_cont(0.5) within group (order by extract(epoch from m.accepted_at - o.occurred_at)) * 1000 as p50,
       percentile_cont(0.99) within group (order by extract(epoch from m.accepted_at - o.occurred_at)) * 1000 as p99
     from notifications.messages m join platform.outbox o on o.entity = 'verification:' || m.subject_id
     where m.subject_type = 'verification'`,
  );
  const { codes, p50, p99, waiting } = rows[0] ?? { codes: 0, p50: null, p99: null, waiting: 0 };
  say(
    `${codes} codes while ${count} notices left: p50 ${p50?.toFixed(0)} ms, p99 ${p99?.toFixed(0)} ms, ${waiting} wait`,
  );
  return Math.round(p99 ?? 0);
}
