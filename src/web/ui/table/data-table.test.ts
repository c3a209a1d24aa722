import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { DataTable, hiddenColumn, numericColumn, type Column } from './data-table.tsx';

const row = (...cells: string[]) => h('tr', null, ...cells.map((cell) => h('td', null, cell)));
const show = (columns: readonly Column[], look: 'grid' | undefined, ...rows: unknown[]) =>
  renderToString(h(DataTable, { label: 'Trámites', columns, look, children: rows as never }));
const names = (html: string) =>
  [...html.matchAll(/<td(?: data-label="([^"]*)")?>([^<]*)/g)].map(([, name, cell]) => [cell, name]);

test('each cell is named after its column, but for what the row is about and for ticks and buttons', () => {
  const html = show([hiddenColumn('Elegir'), 'Folio', false, numericColumn('Días')], undefined, row('x', 'TOL-1', '4'));
  assert.deepEqual(names(html), [
    ['x', undefined],
    ['TOL-1', undefined],
    ['4', 'Días'],
  ]);
  assert.match(html, /class="table-cards"/);
});

test('a table whose rows do not fit its columns stays a table, rather than name cells wrongly', () => {
  const html = show(['Folio', 'Etapa', 'Vence'], undefined, row('TOL-1', 'Ingresado', 'hoy'), row('sin datos'));
  assert.doesNotMatch(html, /data-label|table-cards/);
});

test('numbers that are compared keep their columns', () => {
  assert.doesNotMatch(
    show(['Oficina', numericColumn('Ingresados')], 'grid', row('Toluca', '17')),
    /data-label|table-cards/,
  );
});
