import { calledName } from './names.ts';
import type { SourceFile } from './source-file.ts';

/** Stands for each character of a `${hole}`, so that offsets inside a template stay those of the file. */
export const HOLE = '\uFFFC';

/** A piece of text that the program holds: a string literal or a template. */
export interface TextPiece {
  /** Raw source between the quotes; holes are runs of {@link HOLE}. */
  readonly text: string;
  /** Offset of the first character in the file. */
  readonly offset: number;
  /** Name of the template tag (`sql`, `css`), if there is one. */
  readonly tag: string | undefined;
}

/** Every string and template of a file except the specifiers of imports. Comments are not text. */
export function textPieces(file: SourceFile): TextPiece[] {
  const specifiers = new Set<number>();
  const { module } = file.syntax;
  for (const statement of module.staticImports) specifiers.add(statement.moduleRequest.start);
  for (const statement of module.staticExports)
    for (const entry of statement.entries) if (entry.moduleRequest) specifiers.add(entry.moduleRequest.start);

  const tags = new Map<number, string>();
  for (const node of file.nodes('TaggedTemplateExpression')) tags.set(node.quasi.start, calledName(node.tag) ?? '');

  const pieces: TextPiece[] = [];
  for (const node of file.nodes('Literal')) {
    if (typeof node.value !== 'string' || specifiers.has(node.start)) continue;
    pieces.push({ text: file.text.slice(node.start + 1, node.end - 1), offset: node.start + 1, tag: undefined });
  }
  for (const node of file.nodes('TemplateLiteral')) {
    let text = file.text.slice(node.start + 1, node.end - 1);
    for (const hole of node.expressions) text = blank(text, hole.start - node.start - 1, hole.end - node.start - 1);
    pieces.push({ text, offset: node.start + 1, tag: tags.get(node.start) });
  }
  return pieces.toSorted((one, other) => one.offset - other.offset);
}

/** Covers `${expression}` around the given offsets. The parser's own spans of quasis differ between .ts and .js. */
function blank(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('${', start);
  const to = text.indexOf('}', end) + 1;
  return text.slice(0, from) + HOLE.repeat(to - from) + text.slice(to);
}
