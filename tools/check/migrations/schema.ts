import type { Violation } from '../boundaries/rule.ts';
import type { Migration } from './migration.ts';

const KIND =
  '(?:unlogged\\s+)?(?:materialized\\s+)?(?:table|view|function|procedure|type|sequence|aggregate)\\s+(?:if\\s+(?:not\\s+)?exists\\s+)?(?:only\\s+)?';
const TARGETS = [
  `^create\\s+(?:or\\s+replace\\s+)?${KIND}`,
  `^(?:alter|drop)\\s+${KIND}`,
  '^create\\s+(?:unique\\s+)?index\\b[\\s\\S]*?\\bon\\s+(?:only\\s+)?',
  '^create\\s+(?:or\\s+replace\\s+)?(?:constraint\\s+)?trigger\\b[\\s\\S]*?\\bon\\s+',
  '^comment\\s+on\\s+(?:table|view|column|function)\\s+',
].map((pattern) => new RegExp(`${pattern}("?\\w+"?)(\\s*\\.\\s*"?\\w+"?)?`, 'i'));

/** One folder, one schema: a migration creates and changes things of its own schema only, named in full. */
export function* ownSchemaOnly(migration: Migration): Generator<Violation> {
  for (const { text, offset } of migration.statements) {
    for (const target of TARGETS) {
      const match = target.exec(text);
      if (match === null) continue;
      const schema = match[2] === undefined ? undefined : match[1]?.replaceAll('"', '');
      if (schema === migration.schema) continue;
      const message =
        schema === undefined
          ? `${match[1]} is named without its schema`
          : `changes the schema ${schema}, not ${migration.schema}`;
      yield {
        file: migration.file,
        offset,
        message,
        cure: `write ${migration.schema}.name, or move it to the folder of its schema`,
      };
    }
  }
}
