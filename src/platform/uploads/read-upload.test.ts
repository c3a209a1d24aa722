import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import { LocalFiles } from '../files/local-files.ts';
import { createLogger } from '../telemetry/logger.ts';
import { keepUpload, readUpload, readUploads } from './read-upload.ts';
import type { VirusScanner } from './scanner.ts';
import type { UploadType } from './types.ts';
import { unpacksWithin } from './unpack.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const PNG = Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), bytes('\0\0\0\rIHDR'), Buffer.alloc(40)]);
const PDF = bytes('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const EXE = Buffer.concat([bytes('MZ\x90\0\x03\0\0\0'), Buffer.alloc(200)]);
const ELF = Buffer.concat([bytes('\x7fELF\x02\x01\x01'), Buffer.alloc(200)]);
const CSV = Buffer.from('folio,fecha\r\nTOL-2026-000001-K,2026-03-04\r\n');
const XLSX = Buffer.from(await writeXlsx({ sheets: [{ name: 'Hoja 1', rows: [['folio'], ['TOL-2026-000001-K']] }] }));

function read(name: string, content: Uint8Array, types: readonly UploadType[], scanner?: VirusScanner) {
  const files = [{ field: 'archivo', name, contentType: 'application/octet-stream', content }];
  const reader = { locale: 'es-MX' as const, log: createLogger('silent'), request: { files } };
  return readUpload({ ...reader, ...(scanner ? { scanner } : {}) }, 'archivo', types);
}

const TAKEN: readonly [string, Uint8Array, UploadType][] = [
  ['a.csv', CSV, 'csv'],
  ['a.CSV', Buffer.from('MZ,LOTE\n1,2\n'), 'csv'],
  ['excel viejo.csv', bytes('trámite;oficina\r\ninscripci\xf3n;Cuautitl\xe1n\r\n'), 'csv'],
  ['a.xlsx', XLSX, 'xlsx'],
  ['a.pdf', PDF, 'pdf'],
  ['a.png', PNG, 'png'],
];
for (const [name, content, type] of TAKEN) {
  test(`${name} is taken for what its bytes are: ${type}`, async () => {
    const result = await read(name, content, ['csv', 'xlsx', 'pdf', 'png', 'jpeg']);
    assert.ok(result.ok, JSON.stringify(result));
    assert.equal(result.upload.type, type);
  });
}

const REFUSED: readonly [string, string, Uint8Array, RegExp][] = [
  ['a program with the name of a table', 'trámites.csv', EXE, /no se puede recibir/],
  ['a Linux program with the name of a picture', 'foto.png', ELF, /no se puede recibir/],
  ['a page that would run in a browser', 'a.csv', Buffer.from('<script>alert(1)</script>'), /no se puede recibir/],
  ['a script', 'a.csv', Buffer.from('#!/bin/sh\nrm -rf /\n'), /no se puede recibir/],
  ['a drawing with script', 'a.png', Buffer.from('<svg onload="alert(1)"/>'), /no se puede recibir/],
  ['a document that calls itself a table', 'a.csv', PDF, /parece PDF/],
  ['a picture with two endings', 'a.png.exe', PNG, /parece PNG/],
  ['a file without a name', '', PNG, /parece PNG/],
  ['an empty file', 'a.csv', Buffer.alloc(0), /vacío/],
];
for (const [what, name, content, words] of REFUSED) {
  test(`${what} is refused`, async () => {
    const result = await read(name, content, ['csv', 'pdf', 'png']);
    assert.ok(!result.ok);
    assert.match(result.problem, words);
  });
}

test('a welcome file in a place that does not want its type is refused, and so is a missing one', async () => {
  const result = await read('a.pdf', PDF, ['csv', 'xlsx']);
  assert.ok(!result.ok);
  assert.match(result.problem, /CSV, Excel \(\.xlsx\)/);
  const reader = { locale: 'es-MX' as const, log: createLogger('silent'), request: { files: [] } };
  assert.deepEqual(await readUpload(reader, 'archivo', ['csv']), { ok: false, problem: 'Elija el archivo.' });
  assert.deepEqual(await readUploads(reader, 'archivo', ['csv']), []);
});

test('a ZIP that unpacks to too much is refused whatever it says about its sizes', async () => {
  const megabytes = Buffer.alloc(8 * 1024 * 1024);
  assert.ok(await unpacksWithin(zip(megabytes, megabytes.length), 9 * 1024 * 1024));
  assert.ok(!(await unpacksWithin(zip(megabytes, megabytes.length), 7 * 1024 * 1024)), 'honest and too large');
  assert.ok(!(await unpacksWithin(zip(megabytes, 10), 7 * 1024 * 1024)), 'says that it is small');
  assert.ok(!(await unpacksWithin(XLSX.subarray(0, XLSX.length - 30))), 'cut off');
  assert.ok(await unpacksWithin(XLSX));
});

test('what the scanner condemns or cannot judge is refused', async () => {
  const judge = (scan: VirusScanner['scan']) => read('a.csv', CSV, ['csv'], { scan, ping: async () => undefined });
  assert.ok((await judge(async () => ({ clean: true }))).ok);
  const infected = await judge(async () => ({ clean: false, threat: 'Eicar' }));
  assert.ok(!infected.ok && infected.problem.includes('antivirus encontró'));
  const away = await judge(() => Promise.reject(new Error('hung up')));
  assert.ok(!away.ok && away.problem.includes('No pudimos revisar'));
});

test('a kept file lies under its content, whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-upload-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const files = new LocalFiles(folder);
  const result = await read('a.csv', CSV, ['csv']);
  assert.ok(result.ok);
  const { sha256, bytes: size } = await keepUpload({ files }, result.upload);
  assert.equal(size, CSV.length);
  assert.deepEqual(await files.read(sha256), CSV);
  assert.deepEqual(readdirSync(join(folder, 'drafts')), []);
});

test('what a program left half-brought when it died goes a day later, what is being brought stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-upload-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const drafts = join(folder, 'drafts');
  mkdirSync(drafts);
  for (const name of ['left', 'underway']) writeFileSync(join(drafts, name), CSV);
  const twoDaysAgo = statSync(join(drafts, 'left')).mtimeMs / 1000 - 2 * 86_400;
  utimesSync(join(drafts, 'left'), twoDaysAgo, twoDaysAgo);
  const { sha256 } = await new LocalFiles(folder).put(CSV);
  assert.deepEqual(readdirSync(drafts), ['underway']);
  assert.deepEqual(await new LocalFiles(folder).read(sha256), CSV);
});

test('a full disk says so and leaves nothing half-written', (t) => {
  const child = join(import.meta.dirname, '../../../test/support/fixtures/fill-disk.ts');
  const register = join(import.meta.dirname, '../runtime/register.js');
  const script = `mount -t tmpfs -o size=256k none /mnt && exec "$0" --import "$1" "$2" /mnt`;
  const arguments_ = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, process.execPath, register, child];
  const { status, stdout, stderr } = spawnSync('unshare', arguments_, { encoding: 'utf8' });
  if (status !== 0 && /unshare|mount/.test(stderr)) {
    t.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
    return;
  }
  assert.equal(status, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), { code: 'http.noSpace', status: 507, left: [] });
});

/** A ZIP of one entry that claims to unpack to `claimed` bytes. */
function zip(content: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from('xl/sheet.xml');
  const sizes = (head: Buffer, at: number) => {
    head.writeUInt16LE(8, at);
    head.writeUInt32LE(crc32(content), at + 6);
    head.writeUInt32LE(packed.length, at + 10);
    head.writeUInt32LE(claimed, at + 14);
    head.writeUInt16LE(name.length, at + 18);
    return head;
  };
  const local = sizes(Buffer.alloc(30), 8);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(20, 4);
  const central = sizes(Buffer.alloc(46), 10);
  central.write('PK\x01\x02', 'latin1');
  central.writeUInt16LE(20, 6);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}
