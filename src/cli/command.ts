import type { Config } from '#platform/config.ts';

export interface CommandInput {
  readonly config: Config;
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** An option as `util.parseArgs` takes it, with the words of its help. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly about: string;
  /** What stands for its value in the help, e.g. `FILE`. */
  readonly value?: string;
}

/** One `ventanilla` command. */
export interface Command {
  readonly name: string;
  /** What it takes after its name, e.g. `FILE`. */
  readonly takes?: string;
  readonly summary: string;
  readonly details?: string;
  readonly options?: Readonly<Record<string, CommandOption>>;
  /** The help tells every setting, not only where the data are. */
  readonly allSettings?: boolean;
  /** Returns the exit code. */
  run(input: CommandInput): Promise<number>;
}

/** The command line is wrong: says what, how the command is called, and gives the exit code of wrong use. */
export function wrongUse(problem: string, ...usage: string[]): number {
  process.stderr.write(`${[problem, ...usage].join('\n')}\n`);
  return 2;
}
