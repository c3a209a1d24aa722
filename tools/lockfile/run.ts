import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lockfile } from './complete.ts';
import { complete, findMissing } from './complete.ts';

const file = join(import.meta.dirname, '../../package-lock.json');
const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
const added = Object.keys(findMissing(lockfile)).length;
if (added > 0) writeFileSync(file, `${JSON.stringify(complete(lockfile), undefined, 2)}\n`);
process.stdout.write(`package-lock.json: ${added} entries added\n`);
