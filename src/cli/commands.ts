import type { Command } from './command.ts';
import { benchCommand } from './bench.ts';
import { startCommand } from './start.ts';

export const COMMANDS: readonly Command[] = [startCommand, benchCommand];
