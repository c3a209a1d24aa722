// Loaded into every test process. When the tests of a file are over, nothing may keep the process alive: a forgotten
// timer, socket or pool would do the same in production. What is still open is named, and the file fails.
import { after } from 'node:test';

const PATIENCE_MS = 3_000;
/** The test runner's own channel to its parent, and what every process has. */
const OWN = new Set(['PipeWrap', 'TTYWrap', 'FSReqCallback', 'CloseReq', 'MessagePort']);

after(() => {
  const watch = setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((name) => !OWN.has(name));
    process.stderr.write(`leaked handles keep this test file alive: ${open.join(', ') || 'unknown'}\n`);
    process.exit(1);
  }, PATIENCE_MS);
  watch.unref();
});
