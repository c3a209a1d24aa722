import type { Node } from 'oxc-parser';
import type { SourceFile } from './source-file.ts';

/** `process.env` for `process.env`, `process['env']` and `globalThis.process.env`; '' for what is no chain of names. */
export function dottedName(node: Node): string {
  const names: string[] = [];
  let at: Node = node;
  while (at.type === 'MemberExpression') {
    const name = propertyName(at);
    if (name === undefined) return '';
    names.unshift(name);
    at = at.object;
  }
  if (at.type !== 'Identifier') return '';
  if (at.name !== 'globalThis') names.unshift(at.name);
  return names.join('.');
}

/** Last name of a callee: `insertInto` for `db.withSchema('x').insertInto`, `fetch` for `fetch`. */
export function calledName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}

function propertyName(node: Extract<Node, { type: 'MemberExpression' }>): string | undefined {
  const { property } = node;
  if (property.type === 'Identifier' && !node.computed) return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The value of a string literal or of a template without holes; undefined for anything else. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? '';
  return undefined;
}

/** What an expression may be: a literal, an array of literals, or a name given to such a one by `const` or `for … of`. */
export function possibleTexts(file: SourceFile, node: Node | undefined): (string | undefined)[] {
  if (node?.type === 'ArrayExpression') return node.elements.map((element) => literalText(element));
  if (node?.type === 'TSAsExpression') return possibleTexts(file, node.expression);
  if (node?.type !== 'Identifier') return [literalText(node)];
  const { name } = node;
  const isNamed = (declarator: Node): boolean =>
    declarator.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' && declarator.id.name === name;
  const loop = file
    .nodes('ForOfStatement')
    .find(({ left }) => left.type === 'VariableDeclaration' && left.declarations.some(isNamed));
  if (loop !== undefined) return loop.right.type === 'Identifier' ? [undefined] : possibleTexts(file, loop.right);
  return [literalText(file.nodes('VariableDeclarator').find(isNamed)?.init)];
}
