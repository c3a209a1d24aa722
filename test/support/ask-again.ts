import { until } from './until.ts';

/** Asks as a system outside does: what a busy program could not do in time (503) is asked for again, under the same id. */
export const askAgain = (url: string, init: RequestInit): Promise<Response> =>
  until(`an answer of ${url}`, async () => {
    const answer = await fetch(url, init);
    if (answer.status !== 503) return answer;
    await answer.body?.cancel();
    return undefined;
  });
