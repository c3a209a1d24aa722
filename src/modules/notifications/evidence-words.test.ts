import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventWords, plainWords } from './evidence-words.ts';
import type { EvidenceEvent } from './queries/evidence.ts';

const at = Temporal.Instant.from('2026-03-04T18:00:00Z');
const event = (kind: EvidenceEvent['kind'], reason: string, detail: string | null = null): EvidenceEvent => ({
  at,
  kind,
  part: 1,
  reason,
  detail,
});
const plain = (step: EvidenceEvent, parts: number[] = [], channel: 'sms' | 'email' = 'sms') =>
  plainWords({ step, parts }, channel, 'es-MX');

test('who serves people reads what became of a message, not by whom, with which code and at what price', () => {
  const taken = event('accepted', 'smpp', '1070');
  assert.equal(plain(taken), 'salió hacia el teléfono');
  assert.equal(plain(taken, [], 'email'), 'salió hacia el buzón');
  assert.equal(eventWords(taken, 'es-MX'), 'parte 1: aceptado por smpp, costó $0.107');
  const failed = event('failed', 'unknownRecipient 001', '2603041200');
  assert.equal(plain(failed), 'falló: el número no existe');
  assert.equal(plain(failed, [], 'email'), 'falló: el buzón no existe');
  assert.match(eventWords(failed, 'es-MX'), /\(código 001\) \(hora de la operadora: 2603041200\)$/);
  assert.equal(plain(event('failed', 'X-77')), 'falló', 'a code that nobody knows is no word');
});

test('parts are named where they fared differently', () => {
  assert.equal(plain(event('delivered', ''), [1, 3]), 'partes 1 y 3: llegó al teléfono');
  assert.equal(plain(event('expired', 'absent'), [2]), `parte 2: venció: ${ABSENT}`);
});

const ABSENT = 'el teléfono está apagado o sin señal';
