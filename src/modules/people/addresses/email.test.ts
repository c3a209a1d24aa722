import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAboutEmail, emailAskNames, normaliseEmail, suggestEmail } from './email.ts';

test('an address is taken in lower case, and what cannot be one is not', () => {
  assert.equal(normaliseEmail(' Rosa.Luna@Correo.Example '), 'rosa.luna@correo.example');
  for (const written of ['rosa', 'rosa@', '@correo.mx', 'rosa@correo', 'a b@correo.mx', 'rosa@@correo.mx', 'a@b..mx']) {
    assert.equal(normaliseEmail(written), undefined, written);
  }
});

const SLIPS = [
  ['rosa@gmial.com', 'rosa@gmail.com'],
  ['rosa@gmail.con', 'rosa@gmail.com'],
  ['rosa@gmai.com', 'rosa@gmail.com'],
  ['rosa@hotmaill.com', 'rosa@hotmail.com'],
  ['rosa@outlok.com', 'rosa@outlook.com'],
  ['rosa@yaho.com.mx', 'rosa@yahoo.com.mx'],
] as const;

for (const [typed, meant] of SLIPS) {
  test(`${typed} asks whether ${meant} was meant`, () => assert.equal(suggestEmail(typed), meant));
}

test('a usual domain and one of its own ask nothing', () => {
  for (const typed of ['rosa@gmail.com', 'rosa@live.com.mx', 'rosa@toluca.gob.mx', 'rosa@ymail.com', 'rosa@mail.com']) {
    assert.equal(suggestEmail(typed), undefined, typed);
  }
});

test('a form asks once: the suggestion can be taken, or what was typed sent again', () => {
  const { use, seen } = emailAskNames('correo');
  const typed = { correo: 'Rosa@gmial.com' };
  assert.equal(askAboutEmail(typed, 'correo').ask, 'rosa@gmail.com');
  assert.deepEqual(askAboutEmail({ ...typed, [seen]: 'rosa@gmial.com' }, 'correo'), {
    form: { ...typed, [seen]: 'rosa@gmial.com' },
  });
  assert.equal(askAboutEmail({ ...typed, [use]: 'rosa@gmail.com' }, 'correo').form['correo'], 'rosa@gmail.com');
  const changed = { correo: 'rosa@hotmial.com', [seen]: 'rosa@gmial.com' };
  assert.equal(askAboutEmail(changed, 'correo').ask, 'rosa@hotmail.com', 'another slip is another question');
  for (const nothing of [{}, { correo: '' }, { correo: 'rosa' }, { correo: 'rosa@gmail.com' }]) {
    assert.equal(askAboutEmail(nothing, 'correo').ask, undefined);
  }
});
