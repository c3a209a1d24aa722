import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useApp } from '#test/support/app.ts';
import { signIn } from '#test/support/sign-in.ts';
import { MODULES } from '../../src/modules.ts';

// Each form is sent several times here; limits have tests of their own.
const app = await useApp({ RATE_LIMITS: 'off' });
const routes = MODULES.flatMap((module) => module.routes ?? []);
const filled = (url: string) =>
  url.replace(/:(\w+)/g, (_, name: string) =>
    name === 'slug' ? 'copias-certificadas' : '01980000-0000-7000-8000-000000000000',
  );
const ask = (url: string, init: RequestInit = {}) => fetch(app.address + url, { redirect: 'manual', ...init });

test('the modules have routes', () => assert.ok(routes.length > 20, `${routes.length} routes`));

for (const route of routes) {
  const name = `${route.method} ${route.url}`;

  if (route.method === 'GET' && route.access.kind !== 'client') {
    test(`${name} has a title in both languages`, (t) => {
      if (!route.title) return t.diagnostic('answers with no page');
      assert.ok(route.title('es-MX') && route.title('en'));
    });
  } else {
    test(`${name} says how it proves intent`, () => assert.ok(route.csrf));
  }

  if (route.csrf === 'form-token') {
    test(`${name} refuses a form without a token, and one from elsewhere`, async () => {
      const body = new URLSearchParams({ a: '1' });
      const plain = await ask(filled(route.url), { method: 'POST', body });
      assert.ok([403, 401].includes(plain.status), `status ${plain.status}`);
      const foreign = await ask(filled(route.url), {
        method: 'POST',
        body,
        headers: { 'sec-fetch-site': 'cross-site' },
      });
      assert.ok([403, 401].includes(foreign.status), `status ${foreign.status}`);
    });
  }

  if (route.access.kind === 'staff' || route.access.kind === 'staff-pending') {
    test(`${name} shows nothing to somebody who has not signed in`, async () => {
      const answer = await ask(filled(route.url), { method: route.method });
      assert.ok([303, 401].includes(answer.status), `status ${answer.status}`);
      if (answer.status === 303) assert.match(answer.headers.get('location') ?? '', /^\/entrar\?/);
    });
  }
}

const head = { cookie: await signIn(app.address, 'direccion') };

for (const route of routes) {
  test(`${route.method} ${route.url} refuses in words what no text holds`, async () => {
    const address = route.url.includes(':') ? route.url.replace(/:\w+/g, 'a%00b') : `${route.url}?q=a%00b`;
    const { status } = await ask(address, { method: route.method, headers: head });
    // A key is asked for first.
    assert.equal(status, route.access.kind === 'client' ? 401 : 422);
  });
}

test('every answer carries the security headers and a request id, and pages about people are not stored', async () => {
  for (const url of ['/', '/estado', '/tramites', '/nada', '/entrar']) {
    const { headers } = await ask(url);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^script-src 'nonce-[0-9a-f]{32}';.*frame-ancestors 'none'/,
    );
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.ok(headers.get('x-request-id'));
  }
  for (const url of ['/estado', '/entrar']) assert.equal((await ask(url)).headers.get('cache-control'), 'no-store');
});
