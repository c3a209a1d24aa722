import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '#platform/config.ts';
import { listUnits } from '#modules/agencies/index.ts';
import { applyConfiguration, configurationSchema, type NoticeConfiguration } from '#modules/notifications/index.ts';
import { MODULES } from '../modules.ts';
import { wrongUse, type Command } from './command.ts';
import { unitProblem } from './unit-problem.ts';
import { withDatabase } from './with-database.ts';

export const noticesCommand: Command = {
  name: 'notices',
  takes: 'apply FILE',
  summary: 'Brings events, texts, rules and prices of an agency from a JSON file.',
  details:
    '  notices apply docs/guides/examples/panteones.json --unit direccion-general\n\n' +
    'Texts wait for the approval of a person before anything is sent with them. The same file again changes nothing.\n' +
    'docs/guides/agency-notices.md says what stands in it.',
  options: { unit: { type: 'string', value: 'UNIT', about: 'unit of the agency, e.g. direccion-general' } },
  run: ({ config, positionals: [verb, file], values }) =>
    withDatabase(config, async ({ ctx }) => {
      const units = await listUnits(ctx.db);
      const unit = units.find((one) => one.slug === values.unit);
      if (verb !== 'apply' || !file || !unit) {
        const problem = verb !== 'apply' || !file ? undefined : unitProblem(units, unit, values.unit);
        return wrongUse(problem ?? 'Say "apply" and the file.', 'notices apply FILE --unit UNIT');
      }
      const modules = MODULES.flatMap((module) => module.notices ?? []);
      const configuration = read(file);
      const applied = await applyConfiguration(ctx, modules, { agencyId: unit.agencyId, configuration });
      process.stdout.write(
        `${applied.events} events declared; ${applied.submitted.length} texts wait for approval` +
          `${applied.submitted.length > 0 ? ` (${applied.submitted.join(', ')})` : ''}; ${applied.unchanged.length} unchanged\n`,
      );
      return 0;
    }),
};

function read(file: string): NoticeConfiguration {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const parsed = configurationSchema.safeParse(content);
  if (!parsed.success) throw new ConfigError(`${file} is not right:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
