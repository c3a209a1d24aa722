import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Tree } from '../source/tree.ts';

/** ARCHITECTURE.md names every folder, links lead somewhere, and the changelog collects what the next release brings. */
export function checkDocs(tree: Tree): { findings: Finding[]; count: number } {
  const pages = tree.files.filter((file) => file.path.endsWith('.md') && /^(?:docs\/|[^/]+$)/.test(file.path));
  return {
    findings: [...architecture(tree), ...changelog(tree), ...pages.flatMap((page) => links(tree, page))],
    count: pages.length,
  };
}

function finding(file: string, line: number, rule: string, message: string, cure: string): Finding {
  return { file, line, rule: `docs/${rule}`, message, cure };
}

function architecture(tree: Tree): Finding[] {
  const page = tree.byPath.get('ARCHITECTURE.md');
  if (page === undefined)
    return [finding('ARCHITECTURE.md', 0, 'architecture', 'is missing', 'write it: one page, one line per folder')];
  const folders = new Set<string>();
  for (const { path } of tree.files) {
    const [, top, second] = /^src\/([^/]+)\/(?:([^/]+)\/)?/.exec(path) ?? [];
    if (top !== undefined) folders.add(`src/${top}`);
    if (top === 'modules' && second !== undefined) folders.add(`src/modules/${second}`);
  }
  const cure = 'add a line that says what it is for';
  return [...folders]
    .filter((folder) => !new RegExp(`[\\w/\`]*\\b${folder.split('/').at(-1)}[/\`]`).test(page.text))
    .map((folder) => finding(page.path, 0, 'architecture', `does not name ${folder}/`, cure));
}

function changelog(tree: Tree): Finding[] {
  const page = tree.byPath.get('CHANGELOG.md');
  if (page !== undefined && /^##\s+\[?Unreleased\]?/m.test(page.text)) return [];
  const cure = 'begin it with "## Unreleased" and list there what the next release changes for its users';
  return [finding('CHANGELOG.md', 0, 'changelog', page ? 'has no section "Unreleased"' : 'is missing', cure)];
}

function links(tree: Tree, page: SourceFile): Finding[] {
  // Code is blanked, keeping offsets: a `[x](y)` in an example is no link.
  const text = page.text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replaceAll(/[^\n]/g, ' '));
  return [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)|(?:href|src)="([^"]+)"/gm)].flatMap(
    (match) => {
      const link = match[1] ?? match[2] ?? match[3] ?? '';
      if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) return [];
      const [path = '', anchor] = link.split('#');
      const target =
        path === '' ? page.path : normalize(join(path.startsWith('/') ? '' : dirname(page.path), decodeURI(path)));
      const line = page.lineAt(match.index);
      if (!existsSync(join(tree.root, target)))
        return [finding(page.path, line, 'links', `${link} leads nowhere`, 'correct the link')];
      const other = tree.byPath.get(target);
      if (!anchor || other === undefined || !target.endsWith('.md') || anchors(other).has(decodeURI(anchor))) return [];
      return [finding(page.path, line, 'links', `${target} has no heading #${anchor}`, 'correct the link')];
    },
  );
}

/** Anchors of headings, as forges make them, and explicit `id="…"`. */
function anchors(page: SourceFile): Set<string> {
  const headings = [...page.text.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
  const ids = [...page.text.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1] ?? '');
  return new Set([...headings, ...ids]);
}
