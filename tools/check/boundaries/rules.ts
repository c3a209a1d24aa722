import { importsResolve } from './imports-resolve.ts';
import type { Rule } from './rule.ts';
import { platformKnowsNoModule } from './rule-01-platform-knows-no-module.ts';
import { oneDoor } from './rule-02-one-door.ts';
import { pureDomain } from './rule-03-pure-domain.ts';
import { sqlHasItsPlace } from './rule-04-sql-has-its-place.ts';
import { noCycles } from './rule-05-no-cycles.ts';
import { ownSchemaOnly } from './rule-06-own-schema.ts';
import { webIsPrivate } from './rule-07-web-is-private.ts';
import { islandsStayInTheBrowser } from './rule-08-islands-stay-in-the-browser.ts';
import { clockAndEnvironment } from './rule-09-clock-and-environment.ts';
import { commandsEventsMigrations } from './rule-10-commands-events-migrations.ts';
import { noScriptForCitizens } from './rule-11-no-script-for-citizens.ts';
import { adapterWords } from './rule-12-adapter-words.ts';
import { length } from './style-length.ts';
import { names } from './style-names.ts';
import { unfinished } from './style-unfinished.ts';

/** The twelve rules of the architecture (rule-01 to rule-12), that every import can be followed, and the house style. */
export const RULES: readonly Rule[] = [
  platformKnowsNoModule,
  oneDoor,
  pureDomain,
  sqlHasItsPlace,
  noCycles,
  ownSchemaOnly,
  webIsPrivate,
  islandsStayInTheBrowser,
  clockAndEnvironment,
  commandsEventsMigrations,
  noScriptForCitizens,
  adapterWords,
  importsResolve,
  length,
  names,
  unfinished,
];
