import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startSmppSender } from '#modules/notifications/adapters/smpp/sender.ts';
import { freePort } from '#test/support/app.ts';

const DRIVE_SMPP = '/usr/lib/kannel/test/drive_smpp';
const CONFIGURATION = `${DRIVE_SMPP}.conf`;
const MESSAGES = 500;

const missing = existsSync(DRIVE_SMPP)
  ? undefined
  : "LEFT OUT: Kannel's SMPP server is not installed (Debian: apt-get install kannel kannel-extras)";
// On the terminal too: a test that is left out must not look like one that passed.
if (missing) process.stderr.write(`${missing}\n`);

test(
  `our sender binds a transmitter and a receiver to Kannel's SMPP server, which takes all of ${MESSAGES} messages`,
  { skip: missing ?? false },
  async (t) => {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-drive-'));
    const server = spawn(DRIVE_SMPP, ['-v', '4', '-p', String(port), '-m', '0', '-c', CONFIGURATION], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    t.after(async () => {
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    const sender = startSmppSender({
      host: '127.0.0.1',
      port,
      systemId: 'foo',
      password: 'bar',
      bind: 'pair',
      from: '2222',
      window: 20,
      // It needs a moment to listen; the sender comes again by itself.
      backoff: { minMs: 50, maxMs: 200 },
    });
    t.after(() => sender.close());
    await sender.ready();
    const outcomes = await Promise.all(
      Array.from({ length: MESSAGES }, (_, index) =>
        sender.send({
          channel: 'sms',
          id: `m${index}`,
          to: '+527222805230',
          text: `Su trámite TOL-2026-${String(index).padStart(6, '0')} fue firmado: ACEPTADO`,
          policy: 'fold',
          reference: index,
        }),
      ),
    );
    const accepted = outcomes.filter((outcome) => outcome.kind === 'accepted');
    assert.equal(accepted.length, MESSAGES);
    // It answers without an id: each must still be a message of its own.
    assert.equal(new Set(accepted.map(({ carrierId }) => carrierId)).size, MESSAGES);
  },
);
