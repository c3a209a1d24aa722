import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { loadProcedures } from './load.ts';
import { rounded, startProgram, withProgram, withScratch } from './scratch.ts';
import { enterAs, readAway } from './visit.ts';

const ROWS = 100_000;
const EVERYTHING = '?desde=2000-01-01';

/** The work queue with 100,000 procedures as Excel and CSV, and the most memory that the web node held meanwhile. */
export const benchExport: Bench = (say) =>
  withScratch(async (folder) => {
    const dataDir = join(folder, 'data');
    // Rounded down to hundreds beside those of the demonstration.
    await withProgram(({ admin }) => loadProcedures(admin, ROWS + 1_000), { DATA_DIR: dataDir });
    const program = await startProgram(dataDir, { ROLES: 'web' });
    try {
      const cookie = await enterAs(program.address, 'direccion');
      const pid = program.process.pid ?? 0;
      const before = peakMb(pid);
      const csv = await readAway(`${program.address}/personal/registro.csv${EVERYTHING}`, cookie);
      const peakCsv = peakMb(pid);
      say(`CSV: ${csv.lines - 1} rows, ${rounded(csv.ms / 1000)} s, peak ${before} -> ${peakCsv} MB`);
      const xlsx = await readAway(`${program.address}/personal/registro.xlsx${EVERYTHING}`, cookie);
      const peakXlsx = peakMb(pid);
      say(`Excel: ${rounded(xlsx.bytes / 1e6)} MB, ${rounded(xlsx.ms / 1000)} s, peak ${peakXlsx} MB`);
      return {
        rows: csv.lines - 1,
        csv_s: rounded(csv.ms / 1000),
        xlsx_s: rounded(xlsx.ms / 1000),
        base_rss_mb: before,
        peak_rss_mb: Math.max(peakCsv, peakXlsx),
      };
    } finally {
      await program.stop();
    }
  });

/** The most memory that a process has held since this was last asked, in megabytes (Linux). */
function peakMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
  // "5" sets the high-water mark back to what is held now (proc(5), clear_refs).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return rounded(kilobytes / 1024, 0);
}
