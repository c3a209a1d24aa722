import { readFileSync } from 'node:fs';
import { Refusal } from '#platform/errors.ts';
import { readCsv } from '#platform/files/read-csv.ts';
import {
  findMunicipality,
  listAreaSets,
  loadAreaSet,
  type AreaKind,
  type NewAreaSet,
} from '#modules/geography/index.ts';
import type { Ctx } from '#platform/context.ts';
import { wrongUse, type Command } from './command.ts';
import { withDatabase } from './with-database.ts';

const COLUMNS = ['clave', 'area', 'municipio'] as const;
const LIMITS = { rows: 500, columns: 20 };
const KINDS: Readonly<Record<string, AreaKind>> = { region: 'region', zone: 'metropolitan_zone' };

export const areasCommand: Command = {
  name: 'areas',
  takes: 'FILE',
  summary: 'Loads a version of the regions or metropolitan zones with their municipalities.',
  details: `  areas regiones.csv --set regiones-2023 --kind region --name "Regiones 2023-2029" --source "Gaceta …" --from 2023

The CSV file has the columns clave, area and municipio (INEGI code or name), a row for each municipality. The version in force ends
the year before. For a set whose names are there and whose municipalities are not, --set is enough.`,
  options: {
    set: { type: 'string', value: 'CODE', about: 'code of the version, e.g. regiones-2023' },
    kind: { type: 'string', value: 'region|zone', about: 'what its areas are' },
    name: { type: 'string', value: 'NAME', about: 'name on the screen' },
    source: { type: 'string', value: 'SOURCE', about: 'where it was published' },
    from: { type: 'string', value: 'YEAR', about: 'first year in which it holds' },
  },
  run: ({ config, positionals: [file], values }) =>
    withDatabase(config, async ({ ctx }) => {
      try {
        const about = await aboutOf(ctx, values);
        const areas = file && about ? await areasOf(ctx, file) : undefined;
        if (!about || !areas) {
          return wrongUse(
            file ? 'Say with the options which version it is; a new one needs all five.' : 'Say which file.',
            'areas FILE --set CODE --kind region|zone --name NAME --source SOURCE --from YEAR',
          );
        }
        const result = await loadAreaSet(ctx, { ...about, areas });
        process.stdout.write(`${about.code}: ${result}, ${areas.length} areas.\n`);
        return 0;
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof TypeError)) throw error;
        const words = error instanceof Refusal ? error.kind.message('en', error.data) : error.message;
        process.stderr.write(`${words}\n`);
        return 1;
      }
    }),
};

type About = Omit<NewAreaSet, 'areas'>;

/** What the options say of the set; what they leave out is taken from the set that has this code. */
async function aboutOf(ctx: Ctx, values: Readonly<Record<string, unknown>>): Promise<About | undefined> {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name].trim() : '');
  const code = text('set');
  const known = (await listAreaSets(ctx.db)).find((set) => set.code === code);
  const kind = KINDS[text('kind')] ?? known?.kind;
  const name = text('name') || known?.name;
  const source = text('source') || known?.source;
  const fromYear = Number(text('from')) || known?.fromYear;
  if (!/^[a-z][a-z0-9-]{2,30}$/.test(code) || !kind || !name || !source || !fromYear) return undefined;
  return { code, kind, name, source, fromYear };
}

/** @throws TypeError with the line, when the file cannot be read or names no municipality of the state. */
async function areasOf(ctx: Ctx, file: string): Promise<NewAreaSet['areas']> {
  const read = readCsv(readFileSync(file), LIMITS);
  if (!read.ok) throw new TypeError(`line ${read.problem.line ?? 1}: ${read.problem.code}`);
  const { headers, rows } = read.table;
  const places = COLUMNS.map((column) => headers.findIndex((header) => header.trim().toLowerCase() === column));
  if (places.includes(-1)) throw new TypeError(`the columns are ${COLUMNS.join(', ')}`);
  const areas = new Map<string, { code: string; name: string; municipalities: string[] }>();
  for (const [index, row] of rows.entries()) {
    const [code = '', name = '', written = ''] = places.map((place) => row[place] ?? '');
    const municipality = await findMunicipality(ctx.db, written);
    if (!municipality) throw new TypeError(`line ${index + 2}: no municipality is called "${written}"`);
    const area = areas.get(code) ?? { code, name, municipalities: [] };
    area.municipalities.push(municipality.code);
    areas.set(code, area);
  }
  return [...areas.values()];
}
