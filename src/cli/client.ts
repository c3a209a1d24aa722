import { KEY_MODES } from '#platform/permissions/actor.ts';
import { listUnits } from '#modules/agencies/index.ts';
import { createKey } from '#modules/notifications/index.ts';
import { createClient } from '#modules/registry/index.ts';
import { wrongUse, type Command } from './command.ts';
import { namedUnit } from './named-unit.ts';
import { withDatabase } from './with-database.ts';

export const clientCommand: Command = {
  name: 'client',
  takes: 'create NAME',
  summary: 'Creates an API key for another system, for a unit and all below it.',
  details:
    '  client create SIFREM --unit ifrem/direccion-general\n' +
    '  client create "Control escolar" --unit ifrem/direccion-general --notices test\n\n' +
    'With --notices the key asks for notices instead: `test` sends nothing, `team` only to the people of the list, `live`\n' +
    'to everybody; --codes lets it send codes too. The key is printed once and kept only as a hash.',
  options: {
    unit: { type: 'string', value: 'UNIT', about: 'unit that the key is for, with all below it' },
    notices: { type: 'string', value: KEY_MODES.join('|'), about: 'a key that asks for notices, and how far they go' },
    codes: { type: 'boolean', about: 'the key may also send codes' },
  },
  run: ({ config, positionals: [verb, name], values }) =>
    withDatabase(config, async ({ ctx }) => {
      const { unit, problem: unitProblem } = namedUnit(await listUnits(ctx.db), values.unit);
      const mode = KEY_MODES.find((one) => one === values.notices);
      if (verb !== 'create' || !name || !unit || (values.notices !== undefined && !mode)) {
        const problem = verb !== 'create' || !name ? 'Say "create" and the name of the system.' : unitProblem;
        return wrongUse(
          problem ?? `--notices takes ${KEY_MODES.join(', ')}.`,
          `client create NAME --unit UNIT [--notices ${KEY_MODES.join('|')} [--codes]]`,
        );
      }
      const where = { agencyId: unit.agencyId, unitId: unit.id };
      const { key } = mode
        ? await createKey(ctx, { ...where, system: name, mode, codes: values.codes === true })
        : await createClient(ctx, { ...where, name });
      process.stdout.write(`${key}\n`);
      return 0;
    }),
};
