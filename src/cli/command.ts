import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '#platform/config.ts';

export interface CommandInput {
  readonly config: Config;
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** One `ventanilla` command. */
export interface Command {
  readonly name: string;
  /** What it takes after its name, e.g. `FILE`. */
  readonly takes?: string;
  readonly summary: string;
  readonly details?: string;
  readonly options?: ParseArgsOptionsConfig;
  /** Returns the exit code. */
  run(input: CommandInput): Promise<number>;
}
