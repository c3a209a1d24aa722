import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';

const app = await useApp();
const director = await signIn(app.address, 'direccion');
const head = await signIn(app.address, 'jefatura');

async function open(path: string, cookie = director): Promise<Response> {
  const answer = await fetch(app.address + path, { headers: { cookie } });
  assert.equal(answer.status, 200, path);
  return answer;
}

/** Address -> number, for all numbers that open a list. */
function numbersIn(html: string): Map<string, number> {
  const links = html.matchAll(/href="(\/personal\/indicadores\/[\w-]+\?[^"]+)">(?:<strong>)?([\d,]+)</g);
  return new Map(
    [...links].map(([, href = '', text = '']) => [href.replaceAll('&amp;', '&'), Number(text.replace(',', ''))]),
  );
}

const countIn = (html: string) => Number(/<strong>([\d,]+) filas?<\/strong>/.exec(html)?.[1]?.replace(',', ''));
const FORMATS = ['csv', 'xlsx'] as const;

for (const span of ['dia', 'semana', 'mes', 'anio']) {
  test(`each number of the page of a ${span} opens a list that says exactly that number`, async () => {
    const numbers = numbersIn(await (await open(`/personal/indicadores?periodo=${span}`)).text());
    assert.ok(numbers.size > (span === 'dia' ? 4 : 30), `${numbers.size} numbers`);
    // Every list costs a request: all of the large ones, and a third of the others.
    const some = [...numbers].filter(([, number], at) => number > 40 || at % 3 === 0);
    for (const [href, number] of some) assert.equal(countIn(await (await open(href)).text()), number, href);
  });
}

test('the files of a list hold as many rows as it says, and the audit log says who took them', async () => {
  const path = '/personal/indicadores/movimientos';
  // The year that most of the ninety invented days lie in: in January this one has few of them.
  const middle = app.services.clock
    .now()
    .subtract({ hours: 45 * 24 })
    .toString()
    .slice(0, 10);
  const query = `?periodo=anio&hecho=entered&fecha=${middle}`;
  const count = countIn(await (await open(path + query)).text());
  assert.ok(count > 100, `${count} rows`);
  for (const format of FORMATS) {
    const answer = await open(`${path}.${format}${query}`);
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      new RegExp(`movimientos-anio-\\d{4}-01-01\\.${format}`),
    );
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const rows =
      format === 'csv'
        ? new TextDecoder().decode(bytes).trim().split('\r\n')
        : ((await readXlsx(bytes)).sheets[0]?.rows ?? []);
    assert.equal(rows.length, count + 1);
  }
  const { db } = app.services;
  const audits = await db.sql<{ actor: string }>(
    `select actor from platform.audit_entries where action = 'reports.export'`,
  );
  assert.equal(audits.length, FORMATS.length);
  assert.match(audits[0]?.actor ?? '', /^staff:/);
});

test('the work queue is taken out as it is filtered, all pages of it', async () => {
  const query = '?etapa=delivered&orden=reciente';
  const [row] = await app.services.db.sql<{ count: number }>(
    `select count(*)::int as count from registry.procedures where status = 'delivered'`,
  );
  const lines = (await (await open(`/personal/registro.csv${query}`)).text()).trim().split('\r\n');
  assert.equal(lines.length - 1, row?.count);
  assert.equal(new Set(lines.slice(1).map((line) => line.split(',', 1)[0])).size, row?.count, 'each once');
  const bytes = new Uint8Array(await (await open(`/personal/registro.xlsx${query}`)).arrayBuffer());
  assert.equal((await readXlsx(bytes)).sheets[0]?.rows.length, lines.length);
  const page = await (await open(`/personal/registro${query}`)).text();
  assert.ok(page.includes('href="/personal/registro.xlsx?etapa=delivered&amp;orden=reciente"'));
});

test('a head finds only the own office, whatever the address asks for', async () => {
  const all = numbersIn(await (await open('/personal/indicadores?periodo=anio')).text());
  const [foreign = ''] = [...all.keys()].filter((href) => href.includes('oficina='));
  const offices = new URL(foreign, app.address).searchParams.get('oficina');
  const own = await (await open('/personal/indicadores?periodo=anio', head)).text();
  assert.match(own, />Toluca</);
  assert.doesNotMatch(own, />Chalco</);
  const asked = await (await open(`/personal/indicadores/movimientos?periodo=anio&oficina=${offices}`, head)).text();
  assert.equal(countIn(asked), 0);
  const clerk = await signIn(app.address, 'recepcion');
  assert.equal((await fetch(`${app.address}/personal/indicadores`, { headers: { cookie: clerk } })).status, 403);
});

test('an address that says nothing sensible shows this month, and the chart has its words and its table', async () => {
  const html = await (await open('/personal/indicadores?periodo=siglo&fecha=2026-13-99&oficina=x&tramite=%27')).text();
  assert.match(html, /aria-current="page">Mes/);
  assert.match(html, /<svg class="chart-picture"[^>]*role="img" aria-labelledby="[\w-]+ [\w-]+"/);
  assert.match(html, /<desc id="chart-\w+-d">Líneas de /);
  assert.match(html, /<summary>Ver los números<\/summary>/);
  assert.doesNotMatch(html, /<style|style="/, 'the content security policy would refuse it');
});
