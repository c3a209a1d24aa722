import type { JSXElement, Node } from 'oxc-parser';
import type { Violation } from '../boundaries/rule.ts';
import type { SourceFile } from '../source/source-file.ts';

/** Attributes and properties whose text a person reads or hears. */
const SPOKEN = new Set(
  (
    'title label alt placeholder hint legend heading caption summary submit message text hiddenText description ' +
    'aria-label aria-description aria-roledescription aria-valuetext aria-placeholder'
  ).split(' '),
);
/** Elements whose content is for machines, or is the same in every language. */
const UNSPOKEN = new Set(['code', 'kbd', 'samp', 'style', 'script']);
/** Names that are not translated. */
const PROPER_NAMES = /\b(?:Ventanilla)\b/g;

/** Words on the screen that no catalogue holds: an English reader, or a screen reader, meets them untranslated. */
export function* literalTexts(file: SourceFile): Generator<Violation> {
  const exempt = new Set<Node>();
  for (const element of file.nodes('JSXElement')) {
    if (UNSPOKEN.has(elementName(element))) for (const child of element.children) exempt.add(child);
  }
  for (const parent of [...file.nodes('JSXElement'), ...file.nodes('JSXFragment')]) {
    for (const child of parent.children) if (!exempt.has(child)) yield* spoken(file, child, 'text');
  }
  for (const { name, value } of file.nodes('JSXAttribute')) {
    if (name.type !== 'JSXIdentifier' || !SPOKEN.has(name.name) || value === null) continue;
    yield* spoken(file, value, `the attribute ${name.name}`);
  }
}

function* spoken(file: SourceFile, node: Node, what: string): Generator<Violation> {
  const words = literalParts(node).find((part) => /\p{L}{2}/u.test(part.replaceAll(PROPER_NAMES, '')));
  if (words === undefined) return;
  const start = node.start + Math.max(0, file.text.slice(node.start, node.end).search(/\S/));
  const message = `${what} "${words.trim().slice(0, 60)}" stands in the page`;
  yield { file, offset: start, message, cure: 'put it into the catalogue (defineTexts) in Spanish and English' };
}

/** Literal text of a child or a value: also both sides of `a ? 'x' : 'y'` and what follows `&&`. */
function literalParts(node: Node): string[] {
  switch (node.type) {
    case 'JSXText':
      return [node.value];
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return node.quasis.map((quasi) => quasi.value.cooked ?? '');
    case 'JSXExpressionContainer':
      return literalParts(node.expression);
    case 'ConditionalExpression':
      return [...literalParts(node.consequent), ...literalParts(node.alternate)];
    case 'LogicalExpression':
      return literalParts(node.right);
    default:
      return [];
  }
}

function elementName({ openingElement: { name } }: JSXElement): string {
  return name.type === 'JSXIdentifier' ? name.name : '';
}
