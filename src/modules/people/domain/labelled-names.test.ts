import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { HELD_OUT_DIFFERENT, HELD_OUT_SAME } from './held-out-names.testing.ts';
import { DIFFERENT, SAME, type Pairs } from './labelled-names.testing.ts';
import { ALIKE, nameLikeness } from './name-likeness.ts';
import { soundPairs } from './name-sound.ts';

const same = Object.values(SAME).flat();
const different = Object.values(DIFFERENT).flat();

/** A person is asked: the index brings the two together and the names are alike enough. */
function isAsked([one, other]: Pairs[number]): boolean {
  const pairs = new Set(soundPairs(one));
  return soundPairs(other).some((pair) => pairs.has(pair)) && nameLikeness(one, other) >= ALIKE;
}

function judge(t: TestContext, alike: Pairs, unlike: Pairs): { precision: number; recall: number } {
  const right = alike.filter(isAsked).length;
  const wrong = unlike.filter(isAsked).length;
  const [precision, recall] = [right / (right + wrong), right / alike.length];
  t.diagnostic(`${alike.length} same, ${unlike.length} different; a question from ${ALIKE} on`);
  t.diagnostic(`precision ${(100 * precision).toFixed(1)} %, recall ${(100 * recall).toFixed(1)} %`);
  for (const [one, other] of [...alike.filter((pair) => !isAsked(pair)), ...unlike.filter(isAsked)]) {
    t.diagnostic(`  ${nameLikeness(one, other).toFixed(3)}  "${one}" / "${other}"`);
  }
  return { precision, recall };
}

test('225 labelled pairs, on which the rules were made, are judged as a person would', (t) => {
  assert.equal(same.length + different.length, 225);
  const { precision, recall } = judge(t, same, different);
  assert.ok(precision >= 0.97 && recall >= 0.97, `${precision} ${recall}`);
});

test('70 harder pairs that the rules have never met are judged well enough', (t) => {
  const { precision, recall } = judge(t, HELD_OUT_SAME, HELD_OUT_DIFFERENT);
  assert.ok(precision >= 0.8 && recall >= 0.8, `${precision} ${recall}`);
});

test('likeness is the same in both directions, between 0 and 1, and 1 for the same name', () => {
  for (const [one, other] of [...same, ...different, ...HELD_OUT_SAME, ...HELD_OUT_DIFFERENT]) {
    const score = nameLikeness(one, other);
    assert.ok(score >= 0 && score <= 1, `${one} / ${other}: ${score}`);
    assert.ok(Math.abs(score - nameLikeness(other, one)) < 1e-9, `${one} / ${other}`);
    assert.equal(nameLikeness(one, one), 1, one);
  }
});
