import { startMailSink } from './mail-sink.ts';

/**
 * A mail server in a process of its own, for measuring: it says its port, and when asked what it took and the CPU time it
 * used. It reads and keeps no mail, as a server would that only passes them on.
 */
const sink = await startMailSink({ keepMailboxes: 0 });
process.send?.({ port: sink.port });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ arrived: sink.stats().arrived, cpuMs: (user + system) / 1000 });
});
process.on('disconnect', () => process.exit());
