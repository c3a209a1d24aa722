import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkpoint, CheckpointKey } from '#platform/audit/chain.ts';
import { CHECKPOINT_FILE } from '#platform/audit/sealer.ts';
import { verifyAudit, type AuditProblem } from '#platform/audit/verify.ts';
import { ConfigError } from '#platform/config.ts';
import { loadKeys } from '#platform/keys.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

const WORDS: Readonly<Record<AuditProblem['kind'], string>> = {
  'row-changed': 'a row is not what was written',
  'row-missing': 'a row is gone',
  'link-missing': 'a row is gone together with its link',
  'row-smuggled': 'a row was put in afterwards',
  'checkpoint-forged': 'a checkpoint was not signed with the key of this installation',
  'checkpoint-differs': 'the chain was written anew: it differs from a signed checkpoint',
  'tail-missing': 'the end of the log is gone',
};

export const auditCommand: Command = {
  name: 'audit',
  takes: 'verify',
  summary: 'Checks that no row of the audit log was changed, removed or put in.',
  details: `Walks the whole chain and compares it with the signed checkpoints: those in the database, and the copies in
${CHECKPOINT_FILE} of the data folder. --checkpoints FILE names copies kept elsewhere (one JSON line each): keep some where the
administrator of the database cannot write. Exit code 1 if anything is wrong.`,
  options: {
    checkpoints: { type: 'string', value: 'FILE', about: 'copies of the checkpoints that were kept elsewhere' },
  },
  async run({ config, values, positionals: [verb] }) {
    if (verb !== 'verify') throw new ConfigError('Say what to do: ventanilla audit verify');
    const copies = readCopies(join(config.dataDir, CHECKPOINT_FILE), values.checkpoints);
    return withDatabase(config, async ({ ctx }) => {
      const key = new CheckpointKey(loadKeys(config.keyFile).audit);
      const { rows, checkpoints, problem, waiting } = await verifyAudit(ctx.db, key, copies);
      if (problem) {
        const place = problem.sequence === undefined ? '' : ` at place ${problem.sequence}`;
        const row = problem.entryId === undefined ? '' : ` (row ${problem.entryId})`;
        process.stderr.write(`The audit log is NOT whole: ${WORDS[problem.kind]}${place}${row}.\n`);
        process.stderr.write(
          `The ${rows} rows before it are as they were written. Keep a copy of the database as it is now.\n`,
        );
        return 1;
      }
      process.stdout.write(`The audit log is whole: ${rows} rows, ${checkpoints} signed checkpoints.\n`);
      if (waiting.waiting > 0) process.stdout.write(`${waiting.waiting} newer rows wait for their seal.\n`);
      return 0;
    });
  },
};

function readCopies(usual: string, named: unknown): Checkpoint[] {
  const file = typeof named === 'string' ? named : existsSync(usual) ? usual : undefined;
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, index) => {
    const parsed = Checkpoint.safeParse(parse(line));
    if (!parsed.success) throw new ConfigError(`Line ${index + 1} of ${file} is no checkpoint.`);
    return parsed.data;
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
