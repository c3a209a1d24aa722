import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceOf } from './device.ts';

const AGENTS = {
  'Firefox · Windows': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Edge · Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  'Safari · iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Chrome · Android': 'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
};

for (const [summary, agent] of Object.entries(AGENTS)) {
  test(`${summary} is recognised, without version or place`, () => assert.equal(deviceOf(agent), summary));
}

test('an unknown program gives nothing instead of a guess', () => {
  assert.equal(deviceOf('curl/8.5.0'), '');
  assert.equal(deviceOf(undefined), '');
});
