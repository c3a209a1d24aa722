import { pickPerson, pickProperty, pickService, randomFrom } from '#demo/invented.ts';
import { csvLine } from '#platform/files/csv.ts';
import { advanceImport, checkImport, confirmImport, countRows, createImport } from '#modules/registry/index.ts';
import type { Bench } from './bench.ts';
import { firstOf, rounded, withProgram } from './scratch.ts';

const ROWS = 20_000;

/**
 * A file of 20,000 procedures: read, checked row by row and entered through the commands, beside a web node. The notices
 * that follow are work of the relay and are not part of the time.
 */
export const benchImport: Bench = (say) =>
  withProgram(async ({ ctx, offices }) => {
    const content = new TextEncoder().encode(fileOf(offices.map((office) => office.code)));
    const { agencyId } = firstOf(offices);
    const root = firstOf(
      await ctx.db.sql<{ id: string }>(
        'select id from agencies.public_units where agency_id = $1 and parent_id is null',
        [agencyId],
      ),
    );
    const given = { agencyId, unitId: root.id, source: 'bench', kind: 'procedures' } as const;
    const cpu = process.cpuUsage();
    const began = performance.now();
    const created = await createImport(ctx, { ...given, fileName: 'bench.csv', content });
    if (!created.ok) throw new Error(created.problem.code);
    const { importId, mapping } = created;
    say(`read and kept: ${since(began)} s`);
    await checkImport(ctx, importId, mapping);
    while (await advanceImport(ctx, importId));
    say(`checked: ${since(began)} s`);
    await confirmImport(ctx, importId);
    while (await advanceImport(ctx, importId));
    const seconds = since(began);
    const { user, system } = process.cpuUsage(cpu);
    const counts = await countRows(ctx, importId);
    say(`entered ${counts.created} of ${ROWS} rows: ${seconds} s`);
    return {
      rows: counts.created,
      seconds,
      cpu_ms_per_row: rounded((user + system) / 1000 / ROWS),
      peak_rss_mb: peakRss(),
    };
  });

const since = (began: number) => rounded((performance.now() - began) / 1000);

/** The most memory that this process has held, in megabytes. */
function peakRss(): number {
  return rounded(process.resourceUsage().maxRSS / 1024, 0);
}

function fileOf(codes: readonly string[]): string {
  const random = randomFrom(20);
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const code = random.pick(codes);
    const { names, surnames, mobile, email } = pickPerson(random);
    const { propertyLocation } = pickProperty(random, code);
    return csvLine([
      `B-${at}`,
      code,
      pickService(random),
      names,
      surnames,
      mobile ?? '',
      email ?? '',
      propertyLocation,
    ]);
  });
  const head = ['Prelación', 'Oficina', 'Trámite', 'Nombre', 'Apellidos', 'Celular', 'Correo', 'Ubicación'];
  return [csvLine(head), ...lines].join('');
}
