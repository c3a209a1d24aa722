import { seedDemo } from '#demo/seed.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const seedCommand: Command = {
  name: 'seed',
  summary: 'Fills an empty database with the data of the demonstration; one that has them stays as it is.',
  run: ({ config }) =>
    withDatabase(config, async ({ ctx }) => {
      const seeded = await seedDemo(ctx, (step) => process.stdout.write(`  … ${step}\n`));
      process.stdout.write(seeded ? 'Done.\n' : 'The data of the demonstration are there already.\n');
      return 0;
    }),
};
