/** Enters as an invented public servant of the demonstration; gives the cookie of the session. */
export async function enterAs(address: string, persona: string): Promise<string> {
  const page = await (await fetch(`${address}/entrar`)).text();
  const token = /name="_token" value="([^"]+)"/.exec(page)?.[1];
  if (!token) throw new Error('the log-in page has no form');
  const body = new URLSearchParams({ persona, _token: token });
  const answer = await fetch(`${address}/entrar/como`, { method: 'POST', body, redirect: 'manual' });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** Reads an answer to its end without keeping it; returns its bytes and lines. Throws unless it is a 200. */
export async function readAway(url: string, cookie: string): Promise<{ bytes: number; lines: number; ms: number }> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { cookie } });
  if (answer.status !== 200 || !answer.body) throw new Error(`${url} answered ${answer.status}`);
  let bytes = 0;
  let lines = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
  }
  return { bytes, lines, ms: performance.now() - began };
}
