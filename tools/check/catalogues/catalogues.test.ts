import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFinding } from '../finding.ts';
import { inPlantedTree } from '../planted-tree.ts';
import { checkCatalogues } from './catalogues.ts';

const PATH = 'src/modules/registry/web/page.tsx';

function findingsIn(source: string, path = PATH): string[] {
  return inPlantedTree({ [path]: source }, (tree) => checkCatalogues(tree).findings.map(formatFinding));
}

test('complete catalogues and pages without words of their own have no findings', () => {
  const source =
    "const texts = defineTexts({ a: 'Hola, {name}', 'b.next': 'Uno ' + 'dos' }, { a: 'Hello, {name}', 'b.next': `One` });\n" +
    'export const A = () => <p title={t("a")} class="soft" lang="es">{t("b.next")} · 24 <code>npm start</code> Ventanilla</p>;\n';
  assert.deepEqual(findingsIn(source), []);
});

for (const [what, source, message] of [
  [
    'a missing key',
    `defineTexts({ a: 'A', b: 'B' }, { a: 'A' });`,
    /:1 {2}catalogues\/complete {2}"b" is missing or empty in en/,
  ],
  ['an extra key', `defineTexts({ a: 'A' }, { a: 'A', b: 'B' });`, /"b" is missing or empty in es-MX/],
  ['an empty text', `defineTexts({ a: 'A' }, { a: ' ' });`, /"a" is missing or empty in en/],
  [
    'a lost placeholder',
    `defineTexts({ a: '{folio}' }, { a: 'folio' });`,
    /"a" has placeholders \[folio\] in es-MX and \[\] in en/,
  ],
  ['broken syntax', `defineTexts({ a: '{n, plural}' }, { a: '{n, plural}' });`, /"a" cannot be read/],
  ['a key twice', `defineTexts({ a: 'A', a: 'B' }, { a: 'A' });`, /"a" stands twice/],
  ['a computed text', `defineTexts({ a: f() }, { a: f() });`, /a text that is no literal/],
  ['words in an element', `const A = () => <p>Hola</p>;`, /text "Hola" stands in the page/],
  ['words in a choice', `const A = () => <p>{x ? 'Sí' : t('no')}</p>;`, /text "Sí" stands in the page/],
  ['words in a template', 'const A = () => <p>{`${n} citas`}</p>;', /text "citas" stands in the page/],
  ['a label', `const A = () => <button aria-label="Cerrar" />;`, /the attribute aria-label "Cerrar" stands/],
  ['a placeholder', `const A = () => <input placeholder={'Nombre'} />;`, /the attribute placeholder "Nombre" stands/],
] as const) {
  test(`the check finds ${what}`, () => {
    const found = findingsIn(source);
    assert.match(found.join('\n'), message);
  });
}

test('examples and tests may hold words', () => {
  const source = 'export const A = () => <p>Hola</p>;';
  assert.deepEqual(findingsIn(source, 'src/web/ui/button/button.examples.tsx'), []);
  assert.deepEqual(findingsIn(source, 'src/web/ui/button/button.test.tsx'), []);
});
