import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { until } from '#test/support/until.ts';
import { assignmentsOf, fillPost, nameSubstitute, seedAgencies, substitutesOf, vacatePost } from '../index.ts';

const bed = await useTestBed();
const { db } = bed.services;
const { ifremId, offices } = await seedAgencies(bed.system);
const toluca = offices.get('TOL') ?? '';
const day = (text: string) => Temporal.PlainDate.from(text);

/** Runs a statement in a transaction of its own that is kept open until `meanwhile` waits for it. */
async function keptOpen<T>(statement: string, values: unknown[], meanwhile: () => Promise<T>): Promise<T> {
  const client = await bed.pool.connect();
  try {
    await client.query('begin');
    await client.query(statement, values);
    const doing = meanwhile();
    doing.catch(() => undefined);
    await until('it waits for the other', async () => {
      const { rows } = await client.query(
        'select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))',
      );
      return rows.length > 0;
    });
    await client.query('commit');
    return await doing;
  } finally {
    client.release();
  }
}

test('a post that ends while somebody is named to stand in ends with it, and nobody stands in for one that is gone', async () => {
  const holderId = newId();
  await fillPost(bed.system, { unitId: toluca, title: 'Analista', roles: ['analyst'], holderId });
  const [held] = await assignmentsOf(db, holderId, day('2026-03-04'));
  const postId = held?.postId ?? '';
  const naming = `insert into agencies.substitutes (id, agency_id, post_id, staff_id, from_day, until_day)
    values ($1, $2, $3, $1, '2026-03-05', '2026-03-06')`;
  await keptOpen(naming, [newId(), ifremId, postId], () => vacatePost(bed.system, postId));
  assert.deepEqual(await substitutesOf(db, [postId], day('2026-03-04')), []);
  await fillPost(bed.system, { unitId: toluca, title: 'Analista', roles: ['analyst'], holderId });
  const [again] = await assignmentsOf(db, holderId, day('2026-03-04'));
  const other = again?.postId ?? '';
  const name = () =>
    nameSubstitute(bed.system, { postId: other, staffId: newId(), from: day('2026-03-05'), until: day('2026-03-06') });
  await assert.rejects(keptOpen('delete from agencies.posts where id = $1', [other], name), /access.notFound/);
});
