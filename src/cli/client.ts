import { KEY_MODES } from '#platform/permissions/actor.ts';
import { listUnits } from '#modules/agencies/index.ts';
import { createKey } from '#modules/notifications/index.ts';
import { createClient } from '#modules/registry/index.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const clientCommand: Command = {
  name: 'client',
  takes: 'create NAME',
  summary: 'Creates an API key for another system, for a unit and all below it.',
  details:
    '  client create SIFREM --unit direccion-general\n' +
    '  client create "Control escolar" --unit direccion-general --notices test\n\n' +
    'With --notices the key asks for notices instead: `test` sends nothing, `team` only to the people of the list, `live`\n' +
    'to everybody; --codes lets it send codes too. The key is printed once and kept only as a hash.',
  options: { unit: { type: 'string' }, notices: { type: 'string' }, codes: { type: 'boolean' } },
  run: ({ config, positionals: [verb, name], values }) =>
    withDatabase(config, async ({ ctx }) => {
      const units = await listUnits(ctx.db);
      const unit = units.find((one) => one.slug === values.unit);
      const mode = KEY_MODES.find((one) => one === values.notices);
      if (verb !== 'create' || !name || !unit || (values.notices !== undefined && !mode)) {
        process.stderr.write(
          `client create NAME --unit UNIT [--notices ${KEY_MODES.join('|')} [--codes]]\n` +
            `Units: ${units.map((one) => one.slug).join(', ')}\n`,
        );
        return 2;
      }
      const where = { agencyId: unit.agencyId, unitId: unit.id };
      const { key } = mode
        ? await createKey(ctx, { ...where, system: name, mode, codes: values.codes === true })
        : await createClient(ctx, { ...where, name });
      process.stdout.write(`${key}\n`);
      return 0;
    }),
};
