import { parseSync, visitorKeys } from 'oxc-parser';
import type { Comment, Node, ParseResult } from 'oxc-parser';

type NodeType = Node['type'];
type NodeOf<T extends NodeType> = Extract<Node, { type: T }>;

const SCRIPT = /\.(?:ts|tsx|js|mjs)$/;
const TEST = /\.(?:test|contract)\.tsx?$/;

/** One file of the tree. Text and syntax are read once and shared by all rules. */
export class SourceFile {
  /** Relative to the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  #parsed: ParseResult | undefined;
  #nodes: Map<NodeType, Node[]> | undefined;
  #lineStarts: number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** TypeScript or JavaScript, so that it has a syntax tree. */
  get isScript(): boolean {
    return SCRIPT.test(this.path);
  }

  /** A test beside its subject, a contract that several tests share, or anything of the cross-module suites. */
  get isTest(): boolean {
    return TEST.test(this.path) || this.path.startsWith('test/');
  }

  get syntax(): ParseResult {
    this.#parsed ??= parseSync(this.path, this.text, { preserveParens: false });
    return this.#parsed;
  }

  get comments(): readonly Comment[] {
    return this.isScript ? this.syntax.comments : [];
  }

  /** All nodes of one type, in source order. Empty for files without a syntax tree. */
  nodes<T extends NodeType>(type: T): readonly NodeOf<T>[] {
    this.#nodes ??= this.isScript ? indexNodes(this.syntax.program) : new Map();
    // The index groups by `type`, so each list holds nodes of that type only.
    return (this.#nodes.get(type) ?? []) as NodeOf<T>[];
  }

  /** 1-based line of a character offset. */
  lineAt(offset: number): number {
    this.#lineStarts ??= lineStarts(this.text);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  get lineCount(): number {
    return this.text.split('\n').length - (this.text.endsWith('\n') ? 1 : 0);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function indexNodes(root: Node): Map<NodeType, Node[]> {
  const index = new Map<NodeType, Node[]>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
    } else if (isNode(value)) {
      const list = index.get(value.type);
      if (list === undefined) index.set(value.type, [value]);
      else list.push(value);
      const fields: Record<string, unknown> = { ...value };
      for (const key of visitorKeys[value.type] ?? []) visit(fields[key]);
    }
  };
  visit(root);
  return index;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
