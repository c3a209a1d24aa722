import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { cleanUp } from '#test/support/clean-up.ts';
import { administer } from '#test/support/test-server.ts';
import { useDatabase } from '#test/support/database.ts';
import { APP_ROLE, hasAppRole, migrate } from './migrate.ts';

const connection = await useDatabase();
const owner = `owner_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
const path = mkdtempSync(join(tmpdir(), 'ventanilla-role-'));
const admin = new pg.Client(connection);
await admin.connect();
cleanUp(async () => {
  await admin.query(`drop owned by ${owner} cascade`);
  await admin.query(`drop role ${owner}`);
  await admin.end();
  rmSync(path, { recursive: true, force: true });
});

test('a server that lets us create no role works with the owner, and with the role once its administrator made it', async () => {
  await administer(connection, `create role ${owner} login password 'owner'`);
  await admin.query(`grant create on database ${connection.database} to ${owner}`);
  for (const schema of ['platform', 'role_test']) {
    await admin.query(`drop schema if exists ${schema} cascade`);
    await admin.query(`create schema ${schema} authorization ${owner}`);
  }
  writeFileSync(
    join(path, '0001_first.sql'),
    'create table role_test.notes (id int generated always as identity primary key, text text not null);',
  );
  const asOwner = { ...connection, user: owner, password: 'owner' };
  const run = () => migrate(asOwner, { folders: [{ schema: 'role_test', path }] });

  assert.equal((await run()).appRole, undefined);
  await admin.query(`grant ${APP_ROLE} to ${owner}`);
  assert.equal((await run()).appRole, APP_ROLE);

  const client = new pg.Client({ ...asOwner, options: `-c role=${APP_ROLE}` });
  await client.connect();
  try {
    assert.ok(await hasAppRole(client));
    // A table from before there was the role.
    await client.query(`insert into role_test.notes (text) values ('x')`);
    await assert.rejects(client.query('drop table role_test.notes'), { code: '42501' });
    await assert.rejects(client.query('delete from platform.migrations'), { code: '42501' });
  } finally {
    await client.end();
  }
});
