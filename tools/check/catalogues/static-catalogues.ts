import type { Expression, Node } from 'oxc-parser';
import type { Catalogue } from '#platform/i18n/texts.ts';
import type { Violation } from '../boundaries/rule.ts';
import { calledName } from '../source/names.ts';
import type { SourceFile } from '../source/source-file.ts';

export interface StaticCatalogue {
  readonly file: SourceFile;
  readonly catalogue: Catalogue;
  /** Offset of each key's Spanish text, or of the English one when there is no other. */
  readonly offsets: ReadonlyMap<string, number>;
}

interface Reading {
  readonly texts: Record<string, string>;
  readonly violations: Violation[];
}

/**
 * Reads `defineTexts({ … }, { … })` from the source, without running the file: a check that had to load every page
 * would open databases and take seconds. So a catalogue consists of literals, and what is none is a violation.
 */
export function readCatalogues(file: SourceFile): { catalogues: StaticCatalogue[]; violations: Violation[] } {
  const catalogues: StaticCatalogue[] = [];
  const violations: Violation[] = [];
  for (const call of file.nodes('CallExpression')) {
    if (calledName(call.callee) !== 'defineTexts') continue;
    const offsets = new Map<string, number>();
    const en = readTexts(file, call.arguments[1], offsets);
    const es = readTexts(file, call.arguments[0], offsets);
    violations.push(...es.violations, ...en.violations);
    catalogues.push({ file, catalogue: { source: file.path, texts: { 'es-MX': es.texts, en: en.texts } }, offsets });
  }
  return { catalogues, violations };
}

function readTexts(file: SourceFile, node: Node | undefined, offsets: Map<string, number>): Reading {
  const reading: Reading = { texts: {}, violations: [] };
  const object = node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression' ? node.expression : node;
  const cure = 'write the texts as literals in the call, so that they can be compared';
  if (object?.type !== 'ObjectExpression') {
    reading.violations.push({ file, offset: node?.start ?? 0, message: 'a catalogue that is no object literal', cure });
    return reading;
  }
  for (const property of object.properties) {
    const key = property.type === 'Property' ? keyName(property.key) : undefined;
    const text = property.type === 'Property' ? constantText(property.value) : undefined;
    if (key === undefined || text === undefined) {
      reading.violations.push({ file, offset: property.start, message: 'a text that is no literal', cure });
      continue;
    }
    if (key in reading.texts) {
      reading.violations.push({ file, offset: property.start, message: `"${key}" stands twice`, cure: 'keep one' });
    }
    reading.texts[key] = text;
    offsets.set(key, property.start);
  }
  return reading;
}

function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** A literal, a template without holes, or several of them joined by `+`. */
function constantText(node: Expression): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const [left, right] = [constantText(node.left), constantText(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}
