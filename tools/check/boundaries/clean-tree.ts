import type { Files } from '../planted-tree.ts';

/** A small program that keeps every rule: the ground on which the test plants one violation at a time. */
export const CLEAN: Files = {
  'package.json': JSON.stringify({
    imports: {
      '#platform/*': './src/platform/*',
      '#modules/*': './src/modules/*',
      '#web/*': './src/web/*',
      '#demo/*': './src/demo/*',
    },
  }),
  'src/main.ts': `import { MODULES } from './modules.ts';\nexport const running = MODULES.length;\n`,
  'src/modules.ts':
    `import { registryModule } from './modules/registry/module.ts';\n` +
    `import { peopleModule } from './modules/people/module.ts';\n` +
    `export const MODULES = [registryModule, peopleModule];\n`,
  'src/demo/seed.ts': `import { seedPeople } from '#modules/people/seed/people.ts';\nexport const seedDemo = () => seedPeople();\n`,
  'src/platform/clock.ts': `export const now = () => Date.now();\n`,
  'src/platform/config.ts': `export const port = process.env.PORT;\n`,
  'src/platform/outbox/events.ts':
    `export const defineEvent = (name: string, version: number, schema: object) => ({ name, version, schema });\n` +
    `export const insert = 'insert into platform.outbox (id) values ($1)';\n`,
  'src/platform/db/db.ts': `export interface Db { sql(text: string): Promise<unknown> }\n`,
  'src/platform/db/lock.ts': `export const lock = 'select pg_advisory_xact_lock($1)';\n`,
  'src/platform/db/migrations/0001_create_platform.sql': `create table platform.outbox (id uuid, agency_id uuid);\n`,
  'src/platform/jobs/claim.ts': `export const claim = 'select id from platform.jobs for update skip locked';\n`,
  'src/platform/live/bus.ts': 'export const listen = (channel: string) => `listen ${channel}`;\n',
  'src/web/layout/staff-page.tsx': `export const StaffPage = () => <script src="/live.js" />;\n`,
  'src/web/ui/button.tsx': `export const Button = ({ label }: { label: string }) => <button>{label}</button>;\n`,
  'src/web/islands/calendar.tsx': `import { Button } from '../ui/button.tsx';\nexport const Calendar = () => <Button label="x" />;\n`,
  'src/modules/people/index.ts': `export { findPerson } from './queries/find-person.ts';\n`,
  'src/modules/people/module.ts': `export const peopleModule = { name: 'people' };\n`,
  'src/modules/people/seed/people.ts': `export const seedPeople = () => 'insert into people.people (id) values ($1)';\n`,
  'src/modules/people/queries/find-person.ts':
    `import type { Db } from '#platform/db/db.ts';\n` +
    `export const findPerson = (db: Db) => db.sql('select id, extract(day from p.born) from people.people p');\n`,
  'src/modules/registry/index.ts': `export { signProcedure } from './commands/sign-procedure.ts';\n`,
  'src/modules/registry/events.ts':
    `import { defineEvent } from '#platform/outbox/events.ts';\n` +
    `export const procedureSigned = defineEvent('registry.procedure_signed', 1, {});\n`,
  'src/modules/registry/module.ts': `import { routes } from './web/routes.tsx';\nexport const registryModule = { name: 'registry', routes };\n`,
  'src/modules/registry/domain/statuses.ts': `export const STATUSES = ['entered', 'signed'] as const;\n`,
  'src/modules/registry/domain/steps.ts':
    `import type { Db } from '#platform/db/db.ts';\nimport { STATUSES } from './statuses.ts';\n` +
    `export const first = (_db?: Db) => STATUSES[0];\n`,
  'src/modules/registry/commands/sign-procedure.ts':
    `import { findPerson } from '#modules/people/index.ts';\nimport { first } from '../domain/steps.ts';\n` +
    `import { procedureSigned } from '../events.ts';\nimport { save } from '../store/procedures.ts';\n` +
    `/** Select a status from the list. */\nexport const signProcedure = () => [findPerson, first, save, procedureSigned];\n`,
  'src/modules/registry/commands/sign-procedure.access.test.ts': `import '../index.ts';\nexport const at = Date.now();\n`,
  'src/modules/registry/store/procedures.ts':
    'export const save = (status: string) => `update registry.procedures set status = ${status} -- insert into people.people\n' +
    "  where exists (select from people.public_people) and note = 'delete from people.people'`;\n" +
    `export const upsert = 'insert into registry.procedures values ($1) on conflict (id) do update set id = excluded.id';\n`,
  'src/modules/registry/migrations/0001_create_procedures.sql': `create table registry.procedures (id uuid, agency_id uuid, words tsvector) partition by range (id);\n`,
  'src/modules/registry/web/routes.tsx':
    `import { Button } from '#web/ui/button.tsx';\nimport { signProcedure } from '../commands/sign-procedure.ts';\n` +
    `export const routes = [Button, signProcedure, 'TODO EL DÍA'];\n`,
};
