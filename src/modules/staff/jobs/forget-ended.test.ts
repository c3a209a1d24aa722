import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { useTestBed } from '#test/support/context.ts';
import { insertAccount } from '../store/accounts.ts';
import { insertInvitation } from '../store/invitations.ts';
import { insertSession } from '../store/sessions.ts';
import { forgetEndedJob } from './forget-ended.ts';

const bed = await useTestBed();

test('sessions and links that ended a month ago go, and those of this month stay', async () => {
  const ctx = bed.system;
  const agencyId = newId();
  const id = await insertAccount(ctx, { agencyId, login: 'ana', name: 'Ana', persona: null });
  const live = async () => {
    await insertSession(ctx, { id, agencyId }, { secondFactor: true, device: '' });
    await insertInvitation(ctx, { id, agencyId }, ctx.clock.now().add({ hours: 96 }));
    await ctx.db.sql('update staff.invitations set used_at = made_at');
  };
  const left = async () => {
    const [row] = await ctx.db.sql<{ sessions: number; invitations: number }>(
      `select (select count(*)::int from staff.sessions) as sessions,
         (select count(*)::int from staff.invitations) as invitations`,
    );
    return row;
  };
  await live();
  bed.services.clock.advance({ hours: 24 * 36 });
  await live();
  assert.deepEqual(await left(), { sessions: 2, invitations: 2 });
  await forgetEndedJob.run(ctx, undefined as never, new AbortController().signal);
  assert.deepEqual(await left(), { sessions: 1, invitations: 1 });
});
