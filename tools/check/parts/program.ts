import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Finding } from '../finding.ts';

export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of node_modules/.bin in the repository root and waits for its end. */
export async function runProgram(root: string, name: string, args: readonly string[]): Promise<Output> {
  const child = spawn(join(root, 'node_modules/.bin', name), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), promise]);
  return { status, stdout, stderr };
}

/** What to say when a program ended in a way that its own messages do not explain: never silence. */
export function brokenProgram(name: string, { status, stdout, stderr }: Output): Finding {
  const said = (stderr.trim() || stdout.trim()).slice(0, 2000);
  const message = `${name} ended with status ${status}: ${said}`;
  return {
    file: 'tools/check',
    line: 0,
    rule: `check/${name}`,
    message,
    cure: 'mend the tool or its settings',
  };
}
