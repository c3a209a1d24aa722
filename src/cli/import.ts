import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { ConfigError } from '#platform/config.ts';
import type { Ctx } from '#platform/context.ts';
import { listUnits } from '#modules/agencies/index.ts';
import {
  advanceImport,
  checkImport,
  confirmImport,
  countRows,
  createImport,
  IMPORT_KINDS,
  importTexts,
  rowsIn,
  type Mapping,
} from '#modules/registry/index.ts';
import { wrongUse, type Command } from './command.ts';
import { namedUnit } from './named-unit.ts';
import { withDatabase } from './with-database.ts';

const SHOWN_PROBLEMS = 50;

export const importCommand: Command = {
  name: 'import',
  takes: 'procedures|events FILE',
  summary: 'Brings procedures or their events from a CSV file of an existing system.',
  details: `  import procedures dia.csv --source SIFREM --unit ifrem/direccion-general --map externalId=Prelación --map office==TOL --dry-run

--map FIELD=COLUMN names the column of a field, --map FIELD==VALUE gives one value to all rows; what is not named is guessed from
the headers, or taken as the last time for this source. --dry-run checks every row and enters nothing. A file that came before
changes nothing. Exit code 1 if rows are wrong.`,
  options: {
    source: { type: 'string', value: 'NAME', about: 'system that the file comes from' },
    unit: { type: 'string', value: 'UNIT', about: 'unit in which the procedures are entered, with all below it' },
    map: { type: 'string', multiple: true, value: 'FIELD=COLUMN', about: 'where a field comes from' },
    'dry-run': { type: 'boolean', about: 'checks every row and enters nothing' },
  },
  run: ({ config, positionals: [word, file], values }) =>
    withDatabase(config, async ({ ctx }) => {
      const { unit, problem: unitProblem } = namedUnit(await listUnits(ctx.db), values.unit);
      const kind = IMPORT_KINDS.find((one) => one === word);
      const source = typeof values.source === 'string' ? values.source.trim() : '';
      if (!kind || !file || !source || !unit) {
        const named = kind && file ? unitProblem : 'Say "procedures" or "events", and the file.';
        const problem = named ?? 'Say with --source which system the file comes from.';
        return wrongUse(problem, 'import procedures|events FILE --source NAME --unit UNIT');
      }
      const given = { agencyId: unit.agencyId, unitId: unit.id, source, kind, fileName: basename(file) };
      const created = await createImport(ctx, { ...given, content: readFileSync(file) });
      if (!created.ok) {
        process.stderr.write(
          `${importTexts('en')(`problem.${created.problem.code}`, { line: created.problem.line ?? 0 })}\n`,
        );
        return 1;
      }
      const { importId } = created;
      await checkImport(ctx, importId, { ...created.mapping, ...mappingOf(values.map) });
      await drive(ctx, importId);
      const checked = await countRows(ctx, importId);
      process.stdout.write(`${checked.ready} rows to enter, ${checked.known} came before, ${checked.wrong} wrong\n`);
      if (values['dry-run'] !== true) {
        process.stdout.write(`entering: ${importId}\n`);
        await confirmImport(ctx, importId);
        await drive(ctx, importId);
        const { created: entered } = await countRows(ctx, importId);
        process.stdout.write(`${entered} rows took effect\n`);
      }
      const { wrong } = await countRows(ctx, importId);
      const t = importTexts('en');
      for (const row of await rowsIn(ctx, importId, 'wrong', 0, SHOWN_PROBLEMS)) {
        const what = row.problems.map(({ field, code }) => `${t(`field.${field}`)}: ${t(`cell.${code}`)}`);
        process.stderr.write(`row ${row.number + 1}: ${what.join('; ')}\n`);
      }
      return wrong > 0 ? 1 : 0;
    }),
};

/** Does here what a worker would do; one that is running may help. */
async function drive(ctx: Ctx, importId: string): Promise<void> {
  while (await advanceImport(ctx, importId));
}

function mappingOf(given: unknown): Mapping {
  const pairs = (Array.isArray(given) ? given : []).map((text: string) => {
    const [, field = '', fixed, value = ''] = /^(\w+)=(=?)(.+)$/.exec(text) ?? [];
    if (!field) throw new ConfigError(`--map ${text}: write FIELD=COLUMN, or FIELD==VALUE`);
    return [field, fixed ? { fixed: value } : { column: value }];
  });
  return Object.fromEntries(pairs) as Mapping;
}
