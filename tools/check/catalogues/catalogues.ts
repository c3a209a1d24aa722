import { catalogueComplaints } from '#platform/i18n/catalogue-check.ts';
import { toFinding } from '../boundaries/rule.ts';
import type { Finding } from '../finding.ts';
import { isExample, isShipped } from '../source/places.ts';
import type { Tree } from '../source/tree.ts';
import { literalTexts } from './literal-text.ts';
import { readCatalogues, type StaticCatalogue } from './static-catalogues.ts';

/** es-MX and en have the same keys and placeholders, no text is empty, and no page holds words of its own. */
export function checkCatalogues(tree: Tree): { findings: Finding[]; count: number } {
  const findings: Finding[] = [];
  let count = 0;
  for (const file of tree.files) {
    if (!isShipped(file)) continue;
    const { catalogues, violations } = readCatalogues(file);
    for (const violation of violations) findings.push(toFinding('catalogues/literals', violation));
    for (const catalogue of catalogues) findings.push(...compare(catalogue));
    count += catalogues.length;
    if (!file.path.endsWith('.tsx') || isExample(file.path)) continue;
    for (const violation of literalTexts(file)) findings.push(toFinding('catalogues/in-page', violation));
  }
  return { findings, count };
}

function compare({ file, catalogue, offsets }: StaticCatalogue): Finding[] {
  return catalogueComplaints([catalogue]).map((complaint) => {
    const message = complaint.replace(`${file.path}: `, '');
    const offset = offsets.get(/"([^"]+)"/.exec(message)?.[1] ?? '') ?? 0;
    const cure = 'give both languages the same keys and placeholders';
    return toFinding('catalogues/complete', { file, offset, message, cure });
  });
}
