import { join } from 'node:path';
import type { MigrationFolder } from '#platform/db/migrate.ts';
import { agenciesModule } from './modules/agencies/module.ts';
import { catalogueModule } from './modules/catalogue/module.ts';
import { geographyModule } from './modules/geography/module.ts';
import { notificationsModule } from './modules/notifications/module.ts';
import { peopleModule } from './modules/people/module.ts';
import { privacyModule } from './modules/privacy/module.ts';
import { registryModule } from './modules/registry/module.ts';
import { reportsModule } from './modules/reports/module.ts';
import { staffModule } from './modules/staff/module.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import type { ModuleDefinition } from '#platform/module.ts';
import { forgetRelayedJob } from '#platform/outbox/forget-relayed.ts';

/** Every module, in the order of their migrations: a module comes after those whose views it reads. */
const NOTIFYING: readonly ModuleDefinition[] = [
  geographyModule,
  agenciesModule(() => MODULES.flatMap((module) => module.unitWork ?? [])),
  staffModule,
  peopleModule,
  catalogueModule,
  registryModule,
];

/** Notifications read what all others announce; reports count what all others keep. */
export const MODULES: readonly ModuleDefinition[] = [
  ...NOTIFYING,
  notificationsModule(
    NOTIFYING.flatMap((module) => module.notices ?? []),
    NOTIFYING.flatMap((module) => module.retractions ?? []),
    NOTIFYING.flatMap((module) => module.folioStatus ?? []),
  ),
  reportsModule,
  // After all others: it asks each of them what they hold of a person.
  privacyModule,
];

/** Every job. One whose queue was not installed with the tables could not be given its time: the program would not start. */
export const JOBS: readonly JobDefinition[] = [forgetRelayedJob, ...MODULES.flatMap((module) => module.jobs ?? [])];

const source = import.meta.dirname;

/** The folders of migrations, platform first; a folder's name is its PostgreSQL schema. */
export const MIGRATION_FOLDERS: readonly MigrationFolder[] = [
  { schema: 'platform', path: join(source, 'platform/db/migrations') },
  ...MODULES.map((module) => ({ schema: module.name, path: join(source, 'modules', module.name, 'migrations') })),
];
