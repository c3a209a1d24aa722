import { readFileSync } from 'node:fs';
import { CheckpointKey } from '#platform/audit/chain.ts';
import { ConfigError } from '#platform/config.ts';
import { loadKeys } from '#platform/keys.ts';
import { EvidenceFile, verifyEvidence, verifyEvidenceChain } from '#modules/notifications/index.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

const WORDS = {
  missing: 'the block is gone',
  rows: 'rows are gone or were put in',
  root: 'a row is not what was written',
  hash: 'the block does not follow the one before it',
  signature: 'the block was not signed with the key of this installation',
} as const;

export const evidenceCommand: Command = {
  name: 'evidence',
  takes: 'verify|check|key [FILE]',
  summary: 'Checks that the evidence of messages is as it was written; verifies a file for a hearing.',
  details: `verify       walks all sealed blocks of this installation and their rows
check FILE   verifies a file of evidence by itself, without a database; --key PEM names the key to trust
key          prints the public key: publish it where everybody finds it
Exit code 1 if anything is wrong.`,
  options: { key: { type: 'string', value: 'PEM', about: 'public key that must have signed the file' } },
  async run({ config, values, positionals: [verb, file] }) {
    switch (verb) {
      case 'verify':
        return withDatabase(config, async ({ ctx }) => {
          const key = new CheckpointKey(loadKeys(config.keyFile).audit);
          const { blocks, rows, problem } = await verifyEvidenceChain(ctx.db, key);
          if (!problem) {
            process.stdout.write(`The evidence is whole: ${rows} rows in ${blocks} signed blocks.\n`);
            return 0;
          }
          process.stderr.write(`The evidence is NOT whole: ${WORDS[problem.kind]} (block ${problem.block}).\n`);
          process.stderr.write(`The ${rows} rows before it are as they were written.\n`);
          return 1;
        });
      case 'key':
        process.stdout.write(new CheckpointKey(loadKeys(config.keyFile).audit).publicKeyPem);
        return 0;
      case 'check':
        return check(file, typeof values.key === 'string' ? values.key : undefined);
      default:
        throw new ConfigError('Say what to do: ventanilla evidence verify, check FILE or key');
    }
  },
};

function check(path: string | undefined, keyFile: string | undefined): number {
  if (path === undefined) throw new ConfigError('Say which file: ventanilla evidence check FILE');
  const parsed = EvidenceFile.safeParse(readJson(path));
  if (!parsed.success) throw new ConfigError(`${path} is no file of evidence of this program.`);
  const { messages, events, unsealed, problems } = verifyEvidence(
    parsed.data,
    keyFile === undefined ? undefined : readFileSync(keyFile, 'utf8'),
  );
  for (const problem of problems) process.stderr.write(`NOT as it was written: ${problem}\n`);
  if (problems.length > 0) return 1;
  process.stdout.write(`All is as it was written: ${messages} messages, ${events} events of ${parsed.data.about}.\n`);
  if (unsealed > 0) process.stdout.write(`${unsealed} events were not sealed yet: ask for a newer file.\n`);
  if (keyFile === undefined)
    process.stdout.write('The key is the one in the file. --key FILE trusts another one only.\n');
  return 0;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${path} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
