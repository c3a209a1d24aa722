import { after } from 'node:test';

let unfinished = 0;

/**
 * As `after` of node:test, for what takes its time to close: a program, a browser, a database. The leak check (leaks.js)
 * begins to count only when all of these have ended: a busy machine closes slowly, which is no leak.
 */
export function cleanUp(step: () => unknown): void {
  const end = begin();
  after(async () => {
    try {
      await step();
    } finally {
      end();
    }
  });
}

/** Something that closes by itself and that no hook may wait for. */
export function closesAlone(work: Promise<unknown>): void {
  void work.finally(begin());
}

export function isCleaningUp(): boolean {
  return unfinished > 0;
}

function begin(): () => void {
  unfinished += 1;
  return () => {
    unfinished -= 1;
  };
}
