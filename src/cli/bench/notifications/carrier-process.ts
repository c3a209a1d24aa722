// The carrier of `npm run bench -- notifications`, in a process of its own: what it costs is not what we measure.
import { setInterval } from 'node:timers';
import { startCarrier } from '#demo/carrier/carrier.ts';

const carrier = await startCarrier({
  systemId: 'ventanilla',
  password: 'bench',
  keepPerNumber: 1,
  keepNumbers: 100,
  behaviour: { deliveryMs: [20, 200], receiptMs: [0, 50], maxPerSecond: Infinity, maxQueued: Infinity, rules: [] },
});
process.send?.({ url: carrier.url });
process.on('disconnect', () => process.exit());
// Keeps the process alive until its parent goes.
setInterval(() => undefined, 60_000);
