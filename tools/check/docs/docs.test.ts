import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFinding } from '../finding.ts';
import { inPlantedTree, type Files } from '../planted-tree.ts';
import { checkDocs } from './docs.ts';

const CLEAN: Files = {
  'src/cli/main.ts': '',
  'src/modules/registry/index.ts': '',
  'ARCHITECTURE.md': '`src/cli` commands; modules/: `registry`\n',
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n',
  'docs/guides/operator.md': '# Operator\n\n## Backup and restore\n',
  'README.md':
    '[a](docs/guides/operator.md#backup-and-restore) [b](https://example.org) `[c](nowhere.md)` [d](#here)\n# Here\n',
};

function findingsIn(files: Files): string {
  return inPlantedTree({ ...CLEAN, ...files }, (tree) => checkDocs(tree).findings.map(formatFinding).join('\n'));
}

test('complete pages have no findings', () => {
  assert.equal(findingsIn({}), '');
});

test('a page that lags behind the program is named', () => {
  assert.match(findingsIn({ 'src/modules/people/index.ts': '' }), /does not name src\/modules\/people\//);
  assert.match(findingsIn({ 'ARCHITECTURE.md': undefined }), /ARCHITECTURE\.md {2}docs\/architecture {2}is missing/);
  assert.match(findingsIn({ 'CHANGELOG.md': '# Changelog\n' }), /has no section "Unreleased"/);
});

test('links that lead nowhere are named with their line', () => {
  assert.match(
    findingsIn({ 'README.md': '\n[a](docs/gone.md)' }),
    /README\.md:2 {2}docs\/links {2}docs\/gone\.md leads nowhere/,
  );
  assert.match(findingsIn({ 'README.md': '[a](docs/guides/operator.md#gone)' }), /has no heading #gone/);
  assert.match(
    findingsIn({ 'docs/guides/operator.md': '# B\n<img src="gone.png">' }),
    /operator\.md:2 .*gone\.png leads nowhere/,
  );
});
