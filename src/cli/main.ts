import { parseArgs, type ParseArgsConfig } from 'node:util';
import { loadConfig } from '#platform/config.ts';
import { SETTINGS } from '#platform/config-schema.ts';
import { describeError } from '#platform/telemetry/describe-error.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './command.ts';
import { explain } from './explain.ts';
import { optionName, usage, usageOf } from './usage.ts';

/** Exit codes: 0 done, 1 it failed, 2 the command line or a setting is wrong. */
const WRONG_USE = 2;

// What nobody caught would be printed by Node.js with all its properties; a database error quotes whole rows in them.
process.on('uncaughtException', endWith);

const [name = 'help', ...rest] = process.argv.slice(2);
const command = COMMANDS.find((one) => one.name === name);
if (name === 'help' || name === '--help' || name === '-h') {
  process.stdout.write(usage(COMMANDS));
} else if (!command) {
  process.stderr.write(`There is no command "${name}".\n\n${usage(COMMANDS)}`);
  process.exitCode = WRONG_USE;
} else {
  await runCommand(command, rest);
}

async function runCommand(chosen: Command, args: string[]): Promise<void> {
  const settingOptions: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    SETTINGS.map(({ name: setting }) => [optionName(setting), { type: 'string' }] as const),
  );
  try {
    const parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { ...settingOptions, ...chosen.options, help: { type: 'boolean', short: 'h' } },
    });
    const values: Readonly<Record<string, unknown>> = parsed.values;
    if (values.help) return void process.stdout.write(usageOf(chosen));
    const overrides = SETTINGS.map(({ name: setting }) => [setting, values[optionName(setting)]] as const);
    const config = loadConfig(Object.fromEntries(overrides) as Record<string, string>);
    process.exitCode = await chosen.run({ config, values, positionals: parsed.positionals });
  } catch (error) {
    const words = explain(error);
    if (words === undefined) endWith(error);
    process.stderr.write(`${words}\n`);
    process.exitCode = WRONG_USE;
  }
}

function endWith(error: unknown): never {
  const { type, message = '', code, stack = '', cause } = describeError(error);
  const because = cause ? `because of ${cause.type}: ${cause.message ?? ''}\n${cause.stack ?? ''}\n` : '';
  process.stderr.write(`${type}${code === undefined ? '' : ` ${code}`}: ${message}\n${stack}\n${because}`);
  process.exit(1);
}
