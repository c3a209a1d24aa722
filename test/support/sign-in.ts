import assert from 'node:assert/strict';

/** Enters as an invented public servant of the demonstration, as a browser would, and gives the cookie of the session. */
export async function signIn(address: string, persona: string): Promise<string> {
  const page = await (await fetch(`${address}/entrar`)).text();
  const token = /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail('the log-in page has no form');
  const answer = await fetch(`${address}/entrar/como`, {
    method: 'POST',
    body: new URLSearchParams({ persona, _token: token }),
    redirect: 'manual',
  });
  assert.equal(answer.status, 303);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
