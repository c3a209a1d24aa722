import { prepareDatabase } from '../../src/database.ts';
import { MODULES } from '../../src/modules.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import type { RoleActions } from '#platform/permissions/roles.ts';

// The one part of the support that needs the whole program: a process that gets a server ready does, a test file that
// gets it from the runner does not.

/** Fills the template database that every test file is cloned from: all migrations, no rows. */
export async function prepareTemplate(connection: ConnectionConfig): Promise<void> {
  await prepareDatabase(connection);
}

/** What each role may do, of each module. */
export const ROLES: readonly RoleActions[] = MODULES.map((module) => module.roles ?? {});
