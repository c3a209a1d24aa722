import { SETTING_NAMES } from '#platform/config.ts';
import type { Command } from './command.ts';

/** The list of commands. */
export function usage(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => call(command).length));
  const lines = commands.map((command) => `  ${call(command).padEnd(width)}  ${command.summary}`);
  return `ventanilla <command> [options]\n\n${lines.join('\n')}\n\nventanilla <command> --help tells more.\n`;
}

/** All about one command. */
export function usageOf(command: Command): string {
  const own = Object.keys(command.options ?? {}).map((name) => `  --${name}`);
  const settings = SETTING_NAMES.map((name) => `  --${name.toLowerCase().replaceAll('_', '-')}  (or ${name})`);
  const parts = [`ventanilla ${call(command)}\n\n${command.summary}`, command.details ?? ''];
  if (own.length > 0) parts.push(`Options:\n${own.join('\n')}`);
  parts.push(`Settings, as options or in the environment:\n${settings.join('\n')}`);
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function call(command: Command): string {
  return [command.name, command.takes].filter(Boolean).join(' ');
}
