// The callers of `npm run bench -- intake`, in a process of their own: what they cost is not what we measure.
import { Agent, request } from 'node:http';

interface Order {
  readonly address: string;
  readonly key: string;
  readonly total: number;
  readonly perCall: number;
  readonly atOnce: number;
  readonly prefix: string;
}

process.on('message', (order: Order) => {
  void run(order).then((seconds) => process.send?.({ seconds }));
});

async function run({ address, key, total, perCall, atOnce, prefix }: Order): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const bodies: Buffer[] = [];
  for (let from = 0; from < total; from += perCall) {
    const items = Array.from({ length: perCall }, (_, turn) => notice(`${prefix}-${from + turn}`, from + turn));
    bodies.push(Buffer.from(JSON.stringify(perCall === 1 ? items[0] : items)));
  }
  const began = performance.now();
  const caller = async () => {
    for (let body = bodies.pop(); body; body = bodies.pop()) await send(agent, address, key, body);
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return (performance.now() - began) / 1000;
}

const LATER = new Date(Date.now() + 60 * 86_400_000).toISOString();

const notice = (externalId: string, number: number) => ({
  externalId,
  template: 'aceptado',
  to: { mobile: `722${String(5_000_000 + (number % 900_000))}` },
  values: { folio: 'TOL-2026-000123-K', oficina: 'Toluca', enlace: '/f/TOL-2026-000123-K' },
  priority: 'bulk',
  // Taken in now, to leave long after: what is measured next shall not send them.
  sendAt: LATER,
});

function send(agent: Agent, address: string, key: string, body: Buffer): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const call = request(`${address}/api/v1/notifications`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 201 ? resolve() : reject(new Error(`HTTP ${answer.statusCode}`))));
    });
    call.on('error', reject);
    call.end(body);
  });
}
