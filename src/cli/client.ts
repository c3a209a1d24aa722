import { listUnits } from '#modules/agencies/index.ts';
import { createClient } from '#modules/registry/index.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const clientCommand: Command = {
  name: 'client',
  takes: 'create NAME',
  summary: 'Creates an API key for another system, for a unit and all below it.',
  details: '  client create SIFREM --unit direccion-general\n\nThe key is printed once and kept only as a hash.',
  options: { unit: { type: 'string' } },
  run: ({ config, positionals: [verb, name], values }) =>
    withDatabase(config, async ({ ctx }) => {
      const units = await listUnits(ctx.db);
      const unit = units.find((one) => one.slug === values.unit);
      if (verb !== 'create' || !name || !unit) {
        process.stderr.write(`client create NAME --unit UNIT\nUnits: ${units.map((one) => one.slug).join(', ')}\n`);
        return 2;
      }
      const { key } = await createClient(ctx, { agencyId: unit.agencyId, unitId: unit.id, name });
      process.stdout.write(`${key}\n`);
      return 0;
    }),
};
