import { connect } from 'node:net';
import type { ScanVerdict, VirusScanner } from './scanner.ts';

// Looked at: the npm package clamscan (spawns programs and reads files by path; we hold bytes and a socket). The protocol
// of clamd(8) that we need is one command, so it stands here.

const TIMEOUT_MS = 30_000;
const CHUNK_BYTES = 64 * 1024;
/** Answers are one line; more than this is no clamd. */
const MAX_ANSWER = 4_096;

/** ClamAV's daemon over TCP: `INSTREAM` of clamd(8). `url` is such as `tcp://127.0.0.1:3310`. */
export class Clamd implements VirusScanner {
  readonly #host: string;
  readonly #port: number;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port || 3310);
  }

  async scan(content: Uint8Array): Promise<ScanVerdict> {
    const answer = await this.#ask(framed(content));
    if (/^stream: OK$/.test(answer)) return { clean: true };
    const threat = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (threat) return { clean: false, threat };
    throw new Error(`the virus scanner could not tell: ${answer.slice(0, 200)}`);
  }

  async ping(): Promise<void> {
    const answer = await this.#ask([Buffer.from('zPING\0')]);
    if (answer !== 'PONG') throw new Error('the virus scanner gave no PONG');
  }

  #ask(parts: Iterable<Uint8Array>): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const socket = connect(this.#port, this.#host);
    let answer = '';
    const settle = () => {
      const end = answer.indexOf('\0');
      if (end >= 0) resolve(answer.slice(0, end));
      else if (answer.length > MAX_ANSWER) reject(new Error('the virus scanner talks too much'));
    };
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('the virus scanner did not answer in time')));
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      settle();
    });
    // clamd closes on a stream over its own limit, after saying so: what it said comes first.
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the virus scanner hung up')));
    socket.on('connect', () => {
      for (const part of parts) socket.write(part);
    });
    return promise.finally(() => socket.destroy());
  }
}

/** `zINSTREAM`, then chunks with their length in four octets, big end first, and a length of zero at the end. */
function* framed(content: Uint8Array): Generator<Uint8Array> {
  yield Buffer.from('zINSTREAM\0');
  for (let at = 0; at < content.byteLength; at += CHUNK_BYTES) {
    const chunk = content.subarray(at, at + CHUNK_BYTES);
    yield lengthOf(chunk.byteLength);
    yield chunk;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
}
