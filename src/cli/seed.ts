import { seedFacts } from '#demo/facts.ts';
import { seedDemo } from '#demo/seed.ts';
import { seedStartingNotices } from '#modules/notifications/index.ts';
import { systemContext } from '#platform/context.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const seedCommand: Command = {
  name: 'seed',
  summary: 'Fills an empty database with the data of the demonstration; one that has them stays as it is.',
  details:
    'With --facts: only municipalities, agencies, offices and services, and nobody invented; and the texts of notices as ' +
    'drafts, which nobody gets until two people approved them. It adds what is missing and changes nothing that is there; ' +
    'run it again after an upgrade.',
  options: { facts: { type: 'boolean', about: 'what is true of the state, and nothing invented' } },
  run: ({ config, values }) =>
    withDatabase(config, async ({ ctx }) => {
      if (values.facts === true) {
        const system = systemContext(ctx, 'seed-facts', 'seed-facts');
        const { ifremId } = await seedFacts(system);
        const drafts = await seedStartingNotices(system, ifremId);
        if (drafts) process.stdout.write('Texts of notices are drafts now: approve them at /personal/avisos.\n');
        process.stdout.write('Done.\n');
        return 0;
      }
      const seeded = await seedDemo(ctx, (step) => process.stdout.write(`  … ${step}\n`));
      process.stdout.write(seeded ? 'Done.\n' : 'The data of the demonstration are there already.\n');
      return 0;
    }),
};
