import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, passwordProblem, verifyPassword } from './password.ts';

test('a password opens its own hash and no other does', async () => {
  const hash = await hashPassword('nopal y jacaranda 7');
  assert.match(hash, /^\$argon2id\$m=19456,t=2,p=1\$/);
  assert.equal(await verifyPassword('nopal y jacaranda 7', hash), true);
  assert.equal(await verifyPassword('nopal y jacaranda 8', hash), false);
  assert.equal(await verifyPassword('nopal y jacaranda 7', null), false);
});

test('the same password never has the same hash twice', async () => {
  assert.notEqual(await hashPassword('una frase larga'), await hashPassword('una frase larga'));
});

test('short and guessable passwords are refused, long phrases are not', () => {
  assert.equal(passwordProblem('corta'), 'short');
  assert.equal(passwordProblem('ventanilla2026'), 'guessable');
  assert.equal(passwordProblem('aaaaaaaaaaaaaa'), 'guessable');
  assert.equal(passwordProblem('el maguey de mi abuela'), undefined);
  assert.equal(passwordProblem('soy mperez y trabajo', 'MPerez'), 'guessable');
});
