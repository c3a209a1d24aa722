import { checkBoundaries } from '../boundaries/boundaries.ts';
import { RULES } from '../boundaries/rules.ts';
import { checkCatalogues } from '../catalogues/catalogues.ts';
import { checkDocs } from '../docs/docs.ts';
import type { Finding, Part } from '../finding.ts';
import { checkMigrations } from '../migrations/migrations.ts';
import { missingFromTree } from '../source/completeness.ts';
import { readTree, type Tree } from '../source/tree.ts';

// The parts below look at the same files: they are read and parsed once.
const trees = new Map<string, Tree>();

function treeOf(root: string): Tree {
  const tree = trees.get(root) ?? readTree(root);
  trees.set(root, tree);
  return tree;
}

export const boundaries: Part = {
  name: 'boundaries',
  async run(root) {
    const tree = treeOf(root);
    const findings = [...missingFromTree(tree), ...checkBoundaries(tree)];
    return { findings, scope: `${tree.files.length} files, ${RULES.length} rules` };
  },
};

export const migrations: Part = {
  name: 'migrations',
  async run(root) {
    const { findings, count } = checkMigrations(treeOf(root));
    return { findings: orBlind(findings, count, 'migration'), scope: `${count} migrations` };
  },
};

export const catalogues: Part = {
  name: 'catalogues',
  async run(root) {
    const { findings, count } = checkCatalogues(treeOf(root));
    return { findings: orBlind(findings, count, 'text catalogue'), scope: `${count} catalogues` };
  },
};

export const docs: Part = {
  name: 'docs',
  async run(root) {
    const { findings, count } = checkDocs(treeOf(root));
    return { findings: orBlind(findings, count, 'page'), scope: `${count} pages` };
  },
};

/** A part that found nothing to look at has not passed. */
function orBlind(findings: readonly Finding[], count: number, what: string) {
  if (count > 0) return findings;
  const message = `not one ${what} was found`;
  return [...findings, { file: 'tools/check', line: 0, rule: 'check/blind', message, cure: 'mend the check' }];
}
