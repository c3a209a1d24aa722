import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AesFieldCrypt } from '#platform/crypt/aes-field-crypt.ts';
import type { Config } from '#platform/config.ts';
import { BackupError, KEYS, verifyBackup, type Manifest } from '#platform/db/backup/manifest.ts';
import { loadFiles, loadTables } from '#platform/db/backup/restore.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import { LocalFiles } from '#platform/files/local-files.ts';
import { loadKeys } from '#platform/keys.ts';
import { createLogger } from '#platform/telemetry/logger.ts';
import { RENUMBER_EVIDENCE } from '#modules/notifications/index.ts';
import { prepareDatabase } from '../database.ts';
import { MIGRATION_FOLDERS } from '../modules.ts';
import { openDatabase } from '../open-database.ts';
import { KEY_CHECK } from './backup.ts';
import type { Command } from './command.ts';

export const restoreCommand: Command = {
  name: 'restore',
  takes: 'FOLDER',
  summary: 'Checks a backup and loads it into an empty database; a newer program brings it up to date.',
  details: `--verify only checks that every file of the backup is as it was written.
Start no other Ventanilla on that database before it is done.`,
  options: { verify: { type: 'boolean', about: 'only checks the backup' } },
  async run({ config, values, positionals: [given] }) {
    if (!given) throw new BackupError('Say which backup: ventanilla restore FOLDER');
    const folder = resolve(given);
    const progress = (step: string) => process.stdout.write(`  … ${step}\n`);
    const manifest = await verifyBackup(folder);
    progress(`the backup of ${manifest.madeAt} is whole`);
    if (values.verify) return 0;
    refuseNewer(manifest);
    takeKeys(config, folder, manifest);
    const log = createLogger('warn');
    const { connection, close } = await openDatabase(config, log, progress);
    try {
      const had = new Set(manifest.migrations);
      await prepareDatabase(connection, { only: (label) => had.has(label) });
      await loadFiles(folder, manifest, new LocalFiles(join(config.dataDir, 'files')));
      const schemas = MIGRATION_FOLDERS.map(({ schema }) => schema);
      const afterwards = { 'notifications.evidence_blocks': RENUMBER_EVIDENCE };
      await loadTables({ connection, folder, manifest, schemas, afterwards, onProgress: progress });
      const { applied } = await prepareDatabase(connection);
      for (const migration of applied) progress(`brought up to date: ${migration}`);
    } finally {
      await close();
    }
    process.stdout.write('Done. Start Ventanilla as ever.\n');
    return 0;
  },
};

/** A database of a newer program holds what this one does not know. */
function refuseNewer(manifest: Manifest): void {
  const known = new Set(MIGRATION_FOLDERS.flatMap(readMigrations).map(({ schema, name }) => `${schema}/${name}`));
  const unknown = manifest.migrations.find((label) => !known.has(label));
  if (unknown) {
    throw new BackupError(
      `A newer Ventanilla wrote this backup (it has ${unknown}). Restore it with that version or a later one.`,
    );
  }
}

/** Without the keys of the installation the personal data stay sealed for ever: better to say so before than after. */
function takeKeys({ keyFile }: Config, folder: string, manifest: Manifest): void {
  if (!existsSync(keyFile)) {
    if (!manifest.withKeys) {
      throw new BackupError(`Put the keys.json of the installation at ${keyFile} first: the backup does not hold it.`);
    }
    mkdirSync(dirname(keyFile), { recursive: true });
    copyFileSync(join(folder, KEYS), keyFile);
  }
  try {
    const opened = new AesFieldCrypt(loadKeys(keyFile).fields).open(manifest.keyCheck, KEY_CHECK.place);
    if (opened === KEY_CHECK.word) return;
  } catch {
    // Said below, in words that help.
  }
  throw new BackupError(`${keyFile} holds the keys of another installation. Put the right keys.json there and repeat.`);
}
