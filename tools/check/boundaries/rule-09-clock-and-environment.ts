import { dottedName } from '../source/names.ts';
import { isShipped } from '../source/places.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Rule, Violation } from './rule.ts';

/** The benches start the program as a person does, and hand their environment on. */
const ENVIRONMENT = /^src\/(?:platform\/config\.ts$|cli\/bench(?:\/|\.ts$))/;
/** Ids carry the machine's time (uuid v7); telemetry and the benches measure durations; they decide nothing by the time of day. */
const CLOCK = /^src\/(?:platform\/(?:clock\.ts$|ids\.ts$|telemetry\/)|cli\/bench(?:\/|\.ts$))/;
/** Not performance.now(): it counts from the start of the process and can only measure a span, never tell the time. */
const TIME_CALLS = new Set(['Date.now', 'process.hrtime', 'process.hrtime.bigint']);

export const clockAndEnvironment: Rule = {
  id: 'boundaries/9',
  text: 'process.env is read only in platform/config.ts, the current time only in platform/clock.ts.',
  why: 'A test can then stand on any day and under any configuration, and a wrong setting is told at the start.',
  *check(tree) {
    for (const file of tree.files) {
      if (!isShipped(file)) continue;
      if (!ENVIRONMENT.test(file.path)) yield* environment(file);
      if (!CLOCK.test(file.path)) yield* time(file);
    }
  },
};

function* environment(file: SourceFile): Generator<Violation> {
  const message = 'reads process.env';
  const cure = 'add the setting to platform/config.ts and take it as a parameter';
  for (const node of file.nodes('MemberExpression')) {
    if (dottedName(node) === 'process.env') yield { file, offset: node.start, message, cure };
  }
  for (const { id, init, start } of file.nodes('VariableDeclarator')) {
    if (init?.type !== 'Identifier' || init.name !== 'process' || id.type !== 'ObjectPattern') continue;
    if (file.text.slice(id.start, id.end).match(/\benv\b/)) yield { file, offset: start, message, cure };
  }
  for (const { moduleRequest, entries, start } of file.syntax.module.staticImports) {
    if (!/^(?:node:)?process$/.test(moduleRequest.value)) continue;
    if (entries.some((entry) => entry.importName.name === 'env')) yield { file, offset: start, message, cure };
  }
}

function* time(file: SourceFile): Generator<Violation> {
  const cure = 'take the time from ctx.clock; to measure a duration, use what platform/clock.ts offers for that';
  for (const { callee, start } of file.nodes('CallExpression')) {
    const name = dottedName(callee);
    if (name === 'Date' || TIME_CALLS.has(name))
      yield { file, offset: start, message: `reads the time by ${name}()`, cure };
  }
  for (const { callee, arguments: given, start } of file.nodes('NewExpression')) {
    if (callee.type !== 'Identifier' || callee.name !== 'Date' || given.length > 0) continue;
    yield { file, offset: start, message: 'reads the time by new Date()', cure };
  }
  for (const node of file.nodes('MemberExpression')) {
    if (dottedName(node) === 'Temporal.Now')
      yield { file, offset: node.start, message: 'reads the time by Temporal.Now', cure };
  }
}
