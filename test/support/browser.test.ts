import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectAccessible, expectNoSideScroll, useBrowser } from './browser.ts';
import { findChromium } from './chromium.ts';

const GOOD = `<!doctype html><html lang="es"><title>Folio</title><main><h1>Su trámite</h1><p>Listo</p></main></html>`;
const BAD = `<!doctype html><html><title>x</title><img src="data:,"><input><p style="color:#ccc">Listo</p></html>`;
const WIDE = `<!doctype html><html lang="es"><div style="width: 2000px; height: 1px"></div></html>`;

/** Runs `work` without any browser of the machine: only the one from npm is left. */
async function withoutInstalledBrowser<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { PATH: process.env.PATH, CHROMIUM_PATH: process.env.CHROMIUM_PATH };
  Object.assign(process.env, { PATH: '/nowhere', CHROMIUM_PATH: '', ...variables });
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

const onX64 = process.arch === 'x64' ? {} : { skip: '@sparticuz/chromium carries Linux x64 only; set CHROMIUM_PATH' };

test('the browser from npm renders, judges accessibility and works without script', onX64, async () => {
  const browser = await withoutInstalledBrowser({}, useBrowser);
  const context = await browser.newContext({ viewport: { width: 320, height: 600 } });
  const page = await context.newPage();
  await page.setContent(GOOD);
  await expectAccessible(page);
  await expectNoSideScroll(page);
  await page.setContent(BAD);
  await assert.rejects(expectAccessible(page), /(?=[^]*color-contrast)(?=[^]*image-alt)(?=[^]*html-has-lang)/);
  await page.setContent(WIDE);
  await assert.rejects(expectNoSideScroll(page), /2\d{3} px wide in a window of 320 px/);
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.setContent(`<title>off</title><script>document.title = 'on'</script>`);
  assert.equal(await plain.title(), 'off');
});

test('a browser that does not exist fails with the cure in the message', async () => {
  const search = withoutInstalledBrowser({ CHROMIUM_PATH: '/nowhere/chromium' }, findChromium);
  await assert.rejects(search, /CHROMIUM_PATH is \/nowhere\/chromium, which does not exist.*apt-get install chromium/);
});
