import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bucketOf, joinHistograms, percentile, type Histogram } from './spread.ts';

const histogramOf = (durations: readonly number[]): Histogram =>
  joinHistograms(durations.map((seconds) => new Map([[bucketOf(seconds), 1]])));

test('median and ninth tenth of any durations from a minute to a year are right to 2 %', () => {
  const seconds = fc.integer({ min: 60, max: 365 * 24 * 3600 });
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1, maxLength: 60 }), (durations) => {
      const sorted = durations.toSorted((one, other) => one - other);
      for (const share of [0.5, 0.9]) {
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        const found = percentile(histogramOf(durations), share) ?? 0;
        assert.ok(Math.abs(found - exact) <= exact * 0.0201, `${found} for ${exact}`);
      }
    }),
  );
});

test('histograms of parts join to that of the whole, which medians do not', () => {
  const [one, other] = [
    [60, 120, 180],
    [3_600, 7_200],
  ];
  assert.deepEqual(joinHistograms([histogramOf(one), histogramOf(other)]), histogramOf([...one, ...other]));
  assert.equal(percentile(new Map(), 0.5), undefined);
});
