import type { Command } from './command.ts';
import { startCommand } from './start.ts';

export const COMMANDS: readonly Command[] = [startCommand];
