import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '#platform/config.ts';
import { listUnits } from '#modules/agencies/index.ts';
import { readCsv } from '#platform/files/read-csv.ts';
import {
  applyConfiguration,
  configurationSchema,
  loadNumberPlan,
  readNumberPlan,
  type NoticeConfiguration,
} from '#modules/notifications/index.ts';
import { MODULES } from '../modules.ts';
import { wrongUse, type Command } from './command.ts';
import { namedUnit } from './named-unit.ts';
import { withDatabase } from './with-database.ts';

export const noticesCommand: Command = {
  name: 'notices',
  takes: 'apply|numbers FILE',
  summary: 'Brings events, texts, rules and prices of an agency from a JSON file, or the numbering plan.',
  details:
    '  notices apply docs/guides/examples/panteones.json --unit ifrem/direccion-general\n\n' +
    'Texts wait for the approval of a person before anything is sent with them. The same file again changes nothing.\n' +
    'docs/guides/agency-notices.md says what stands in it.\n\n' +
    '  notices numbers plan.csv --unit ifrem/direccion-general\n\n' +
    'Loads the numbering plan of the regulator in the place of the one before: SMS to landlines are refused unpaid.',
  options: { unit: { type: 'string', value: 'UNIT', about: 'unit of the agency, e.g. ifrem/direccion-general' } },
  run: ({ config, positionals: [verb, file], values }) =>
    withDatabase(config, async ({ ctx }) => {
      const { unit, problem: unitProblem } = namedUnit(await listUnits(ctx.db), values.unit);
      const known = verb === 'apply' || verb === 'numbers';
      if (!known || !file || !unit) {
        const problem = !known || !file ? undefined : unitProblem;
        return wrongUse(problem ?? 'Say "apply" or "numbers", and the file.', 'notices apply FILE --unit UNIT');
      }
      if (verb === 'numbers') {
        const ranges = readPlan(file);
        await loadNumberPlan(ctx, { agencyId: unit.agencyId, ranges, source: basename(file) });
        process.stdout.write(`${ranges.length} ranges are in force\n`);
        return 0;
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

const MOST_RANGES = 1_000_000;

function readPlan(file: string) {
  const csv = readCsv(readFileSync(file), { rows: MOST_RANGES, columns: 60 });
  if (!csv.ok) throw new ConfigError(`${file} is no table: ${csv.problem.code}, line ${csv.problem.line ?? 1}.`);
  const plan = readNumberPlan(csv.table.headers, csv.table.rows);
  if (!plan.ok) throw new ConfigError(`${file} is not right: ${PLAN_PROBLEMS[plan.problem]} (line ${plan.line}).`);
  return plan.ranges;
}

const PLAN_PROBLEMS = {
  columns: 'DESDE and HASTA (or NIR, SERIE, NUMERACION_INICIAL and NUMERACION_FINAL) and TIPO_RED are needed',
  range: 'the row does not make two ten-digit numbers, the first not above the last',
  kind: 'TIPO_RED is FIJO or MOVIL',
  overlap: 'the range overlaps another one',
} as const;

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
