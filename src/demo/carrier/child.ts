import { startCarrier } from './carrier.ts';

/** A carrier in a process of its own, for measuring: it says its address, takes whatever comes and keeps next to nothing. */
const carrier = await startCarrier({
  systemId: 'ventanilla',
  password: 'bench',
  keepPerNumber: 1,
  keepNumbers: 100,
  behaviour: { deliveryMs: [20, 200], receiptMs: [0, 50], maxPerSecond: Infinity, maxQueued: Infinity, rules: [] },
});
process.send?.({ url: carrier.url });
process.on('disconnect', () => process.exit());
