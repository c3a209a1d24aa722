import { resolve } from 'node:path';
import { BackupError } from '#platform/db/backup/manifest.ts';
import { noteBackup } from '#platform/db/backup/last.ts';
import { writeBackup } from '#platform/db/backup/write.ts';
import { MIGRATION_FOLDERS } from '../modules.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

/** What is sealed to find out whether a key file fits a backup. */
export const KEY_CHECK = { word: 'ventanilla', place: 'backup.key-check' } as const;

export const backupCommand: Command = {
  name: 'backup',
  takes: 'FOLDER',
  summary: 'Writes every table and every stored file into a new folder, while the program goes on.',
  details: `The keys are left out unless --with-keys is given: with them, whoever has the backup can read all personal data;
without them, nobody can, not even you. Keep keys.json in another safe place.`,
  options: { 'with-keys': { type: 'boolean', about: 'puts the keys of the installation into it' } },
  async run({ config, values, positionals: [folder] }) {
    if (!folder) throw new BackupError('Say where the backup goes: ventanilla backup FOLDER');
    return withDatabase(config, async ({ ctx, connection }) => {
      const manifest = await writeBackup({
        connection,
        files: ctx.files,
        folder: resolve(folder),
        schemas: MIGRATION_FOLDERS.map(({ schema }) => schema),
        keyCheck: ctx.crypt.seal(KEY_CHECK.word, KEY_CHECK.place),
        ...(values['with-keys'] ? { keyFile: config.keyFile } : {}),
        now: ctx.clock.now(),
        onProgress: (step) => process.stdout.write(`  … ${step}\n`),
      });
      await noteBackup(ctx.db, ctx.clock.now());
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `Done: ${rows} rows of ${manifest.tables.length} tables and ${manifest.files.length} files in ${resolve(folder)}\n`,
      );
      if (!manifest.withKeys) {
        process.stdout.write(`The keys are not in it. Keep a copy of ${config.keyFile} in another safe place.\n`);
      }
      return 0;
    });
  },
};
