import { agencyCommand } from './agency.ts';
import { areasCommand } from './areas.ts';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { benchCommand } from './bench.ts';
import { clientCommand } from './client.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { importCommand } from './import.ts';
import { mailCommand } from './mail.ts';
import { noticesCommand } from './notices.ts';
import { evidenceCommand } from './evidence.ts';
import { migrateCommand } from './migrate.ts';
import { restoreCommand } from './restore.ts';
import { seedCommand } from './seed.ts';
import { startCommand } from './start.ts';
import { userCommand } from './user.ts';

export const COMMANDS: readonly Command[] = [
  startCommand,
  migrateCommand,
  seedCommand,
  agencyCommand,
  userCommand,
  clientCommand,
  importCommand,
  noticesCommand,
  areasCommand,
  doctorCommand,
  backupCommand,
  restoreCommand,
  auditCommand,
  evidenceCommand,
  mailCommand,
  benchCommand,
];
