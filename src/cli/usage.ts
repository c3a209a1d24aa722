import { SETTINGS, type Setting } from '#platform/config-schema.ts';
import type { Command } from './command.ts';

/** Settings that any command may need: where the data are. The others matter to `start`, whose help tells them all. */
const COMMON: readonly string[] = ['DATA_DIR', 'DATABASE_URL', 'KEY_FILE'];

/** The list of commands. */
export function usage(commands: readonly Command[]): string {
  const rows = commands.map((command) => [call(command), command.summary] as const);
  return `ventanilla <command> [options]\n\n${columns(rows, 40)}\n\nventanilla <command> --help tells more.\n`;
}

/** All about one command. */
export function usageOf(command: Command): string {
  const parts = [`ventanilla ${call(command)}\n\n${command.summary}`, command.details ?? ''];
  const own = Object.entries(command.options ?? {}).map(
    ([name, { type, value, about }]) => [`--${name}${type === 'boolean' ? '' : ` ${value ?? 'TEXT'}`}`, about] as const,
  );
  if (own.length > 0) parts.push(`Options:\n${columns(own, 30)}`);
  const all = command.allSettings === true;
  const settings = SETTINGS.filter(({ name }) => all || COMMON.includes(name)).map(
    (setting) => [`--${optionName(setting.name)} ${setting.value}`, aboutOf(setting)] as const,
  );
  parts.push(
    `Settings, as options or in the environment (--data-dir DIR is DATA_DIR=DIR):\n${columns(settings, 30)}` +
      (all ? '' : '\n  "ventanilla start --help" tells the others.'),
  );
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The option of a setting: `--data-dir` of `DATA_DIR`. */
export function optionName(setting: string): string {
  return setting.toLowerCase().replaceAll('_', '-');
}

function aboutOf({ about, standard }: Setting): string {
  return standard === undefined ? about : `${about} [${standard}]`;
}

function call(command: Command): string {
  return [command.name, command.takes].filter(Boolean).join(' ');
}

/** Two columns; a name that is too long for the first one has a line of its own. */
function columns(rows: readonly (readonly [string, string])[], width: number): string {
  return rows
    .map(([name, words]) => {
      const start = name.length > width ? `  ${name}\n  ${' '.repeat(width)}` : `  ${name.padEnd(width)}`;
      return `${start}  ${words}`;
    })
    .join('\n');
}
