import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { transformSync } from 'oxc-transform';
import type { Route } from '#platform/http/routes.ts';

/** One file for browsers. Its address holds a hash of its bytes, so it may be cached for ever. */
interface Asset {
  readonly url: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** Made for the first who asks: what only runs a command or a test should not pay for it. */
  readonly gzip: () => Buffer;
  readonly brotli: () => Buffer;
}

const folder = import.meta.dirname;
/** In the order in which they are joined; the layers inside decide, not the order. */
const STYLES = [
  'tokens',
  'base',
  'layout',
  'forms',
  'content',
  'cards',
  'status',
  'tables',
  'lists',
  'receipt',
  'catalogue',
  'demo',
  'staff',
  'staff-bar',
  'desk',
  'print',
] as const;

const assets = new Map<string, Asset>();

function addAsset(name: string, extension: string, contentType: string, text: string): string {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  const url = `/assets/${name}.${hash}.${extension}`;
  const gzip = once(() => gzipSync(body, { level: 9 }));
  const brotli = once(() => brotliCompressSync(body));
  assets.set(url, { url, contentType, body, gzip, brotli });
  return url;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Addresses of the stylesheet with each theme's tokens on top. */
const stylesheets = new Map<string, string>();

/** Address of the stylesheet of a theme; an unknown theme falls back to the default. */
export function stylesheetUrl(theme: string): string {
  const url = stylesheets.get(theme) ?? stylesheets.get('default');
  if (!url) throw new Error('the stylesheets are not loaded');
  return url;
}

const scripts = new Map<string, string>();

/** Address of an enhancement script of `islands/`. */
export function scriptUrl(island: string): string {
  const url = scripts.get(island);
  if (!url) throw new Error(`there is no island ${island}`);
  return url;
}

function loadStyles(): void {
  const read = (name: string) => readFileSync(join(folder, 'styles', `${name}.css`), 'utf8');
  const base = STYLES.map(read).join('\n');
  stylesheets.set('default', addAsset('ventanilla', 'css', 'text/css; charset=utf-8', compact(base)));
  for (const file of readdirSync(join(folder, 'styles/themes'))) {
    const theme = file.replace(/\.css$/, '');
    stylesheets.set(theme, addAsset(theme, 'css', 'text/css; charset=utf-8', compact(base + read(`themes/${theme}`))));
  }
}

function loadScripts(): void {
  for (const file of readdirSync(join(folder, 'islands')).filter((name) => /^[a-z-]+\.ts$/.test(name))) {
    const { code, errors } = transformSync(file, readFileSync(join(folder, 'islands', file), 'utf8'));
    if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
    const name = file.replace(/\.ts$/, '');
    scripts.set(name, addAsset(name, 'js', 'text/javascript; charset=utf-8', code));
  }
}

/** Comments and indentation out; compression does the rest. */
function compact(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\n\s*/g, '\n')
    .replace(/\n{2,}/g, '\n');
}

loadStyles();
loadScripts();

/** Assets are public, cached for a year and sent compressed. */
export const assetRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/assets/:file',
    access: { kind: 'public' },
    async handle(ctx) {
      const asset = assets.get(`/assets/${ctx.request.params.file}`);
      if (!asset) return { kind: 'json', status: 404, body: { message: 'no such asset' } };
      const accepted = String(ctx.request.headers['accept-encoding'] ?? '');
      const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined;
      return {
        kind: 'file',
        content: encoding === 'br' ? asset.brotli() : encoding === 'gzip' ? asset.gzip() : asset.body,
        contentType: asset.contentType,
        headers: {
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'accept-encoding',
          ...(encoding ? { 'content-encoding': encoding } : {}),
        },
      };
    },
  },
];
