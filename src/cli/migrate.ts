import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Brings the database up to date and says what changed.',
  run: ({ config }) =>
    withDatabase(config, async ({ applied }) => {
      process.stdout.write(applied.length > 0 ? `${applied.join('\n')}\n` : 'The database is up to date.\n');
      return 0;
    }),
};
