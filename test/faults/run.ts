// `npm run faults`: the long crash runs. `KILLS=20 npm run faults` is a short form.
import { killDuringSignings } from './kill-during-signings.ts';

const kills = Number(process.env.KILLS ?? 200);
process.stdout.write(`kill -9 of the program or of its database, ${kills} times, while procedures are signed\n`);
const report = await killDuringSignings(kills, (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${JSON.stringify({ faults: 'kill-during-signings', ...report })}\n`);
process.exit(report.lost === 0 && report.unmarked_duplicates === 0 ? 0 : 1);
