import { createHash } from 'node:crypto';
import { calledName, literalText } from '../source/names.ts';
import { isShipped, modulePlace } from '../source/places.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Tree } from '../source/tree.ts';
import { accessTest, filesWithAccessTest } from './access-tests.ts';
import type { Rule, Violation } from './rule.ts';

/** sha256 of every migration that a release has shipped; `npm run check -- --release` writes it. */
export const LOCK_PATH = 'tools/check/migrations.lock.json';

export const commandsEventsMigrations: Rule = {
  id: 'boundaries/10',
  text: 'Every command has an access test, every event a schema; a released migration never changes.',
  why: 'An untested permission is an open door; an event without a schema or an edited migration breaks other machines, later.',
  *check(tree) {
    const tested = filesWithAccessTest(tree);
    for (const file of tree.files) {
      if (isCommand(file) && !tested.has(file.path)) yield withoutAccessTest(file);
      if (isShipped(file)) yield* events(file);
    }
    yield* changedMigrations(tree);
  },
};

function isCommand(file: SourceFile): boolean {
  const inside = modulePlace(file.path)?.inside ?? '';
  return isShipped(file) && /^(?:commands\/.+|commands\.ts$)/.test(inside) && !inside.endsWith('/index.ts');
}

function withoutAccessTest(file: SourceFile): Violation {
  const cure = `write ${accessTest(file.path)}: who may, who may not, and that outside one's units it does not exist`;
  return { file, message: 'the command has no access test', cure };
}

/** `defineEvent(name, version, schema)` stands in events.ts, and every constant exported there is one. */
function* events(file: SourceFile): Generator<Violation> {
  const place = modulePlace(file.path);
  if (place === undefined) return;
  const definitions = file.nodes('CallExpression').filter(({ callee }) => calledName(callee) === 'defineEvent');
  for (const { arguments: given, start } of definitions) {
    const name = literalText(given[0]);
    if (place.inside !== 'events.ts') {
      yield {
        file,
        offset: start,
        message: 'an event is defined outside events.ts',
        cure: 'move it to events.ts of the module',
      };
    } else if (given.length < 3) {
      yield {
        file,
        offset: start,
        message: `the event ${name ?? ''} has no schema`,
        cure: 'defineEvent(name, version, schema)',
      };
    } else if (name === undefined || !new RegExp(`^${place.module}\\.[a-z]+(_[a-z]+)*$`).test(name)) {
      const message = `the event name ${name ?? '(not a literal)'} is not ${place.module}.past_participle`;
      yield { file, offset: start, message, cure: `name it '${place.module}.noun_verbed', as a literal` };
    }
  }
  if (place.inside !== 'events.ts') return;
  const defined = new Set(definitions.map((definition) => definition.start));
  for (const { declaration } of file.nodes('ExportNamedDeclaration')) {
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { init, start } of declaration.declarations) {
      if (init !== null && defined.has(init.start)) continue;
      const message = 'events.ts exports something that is no event with a schema';
      yield { file, offset: start, message, cure: 'use defineEvent(name, version, schema), or keep it private' };
    }
  }
}

export function migrationHashes(tree: Tree): Record<string, string> {
  const migrations = tree.files.filter(({ path }) => /^src\/.+\/migrations\/[^/]+\.sql$/.test(path));
  return Object.fromEntries(
    migrations.map(({ path, text }) => [path, createHash('sha256').update(text).digest('hex')]),
  );
}

function* changedMigrations(tree: Tree): Generator<Violation> {
  const lock = tree.byPath.get(LOCK_PATH);
  if (lock === undefined) return;
  const released = JSON.parse(lock.text) as Record<string, string>;
  const present = migrationHashes(tree);
  for (const [path, hash] of Object.entries(released)) {
    const file = tree.byPath.get(path);
    const cure = 'restore it as it was released and write a new migration with the next number';
    if (file === undefined) yield { file: lock, message: `the released migration ${path} is gone`, cure };
    else if (present[path] !== hash) yield { file, message: 'a released migration was changed', cure };
  }
}
