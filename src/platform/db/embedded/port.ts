import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range that the kernel hands to outgoing connections (32768 and up): after a crash the server must get the
// same port back, because pools hold it, and an outgoing connection must not have taken it meanwhile.
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/** A TCP port on 127.0.0.1 that nobody listens on at this moment. */
export async function choosePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer()
    .once('error', () => resolve(false))
    .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  return promise;
}
