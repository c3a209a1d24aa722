import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFromRobot, parseSmsCommand } from './sms-command.ts';

const kindOf = (text: string) => parseSmsCommand(text).kind;

test('BAJA is understood however it is written', () => {
  const texts = [
    'BAJA',
    'baja.',
    'Baja por favor',
    'BÁJA',
    ' baja!! ',
    'STOP',
    'stop.',
    'Alto!',
    'ALTO POR FAVOR',
    'Por favor, BAJA',
    'bajá',
    'ALTO',
    'quiero darme de baja',
    'Buenas tardes, solicito la baja de sus avisos',
    'Cancelar',
    'ya no quiero recibir mensajes',
    'No me manden mas avisos',
  ];
  assert.deepEqual(
    texts.filter((text) => kindOf(text) !== 'stop'),
    [],
  );
  assert.deepEqual(parseSmsCommand('Baja tramites'), { kind: 'stop', about: 'tramites' });
});

test('ALTA, AYUDA and ESTATUS too', () => {
  assert.deepEqual(
    ['alta', 'ALTA.', 'Álta por favor', 'Quiero darme de alta', 'START'].filter((text) => kindOf(text) !== 'start'),
    [],
  );
  assert.deepEqual(
    ['Ayuda', 'AYUDA?', 'info', '?'].filter((text) => kindOf(text) !== 'help'),
    [],
  );
  for (const text of [
    'ESTATUS TOL-2026-000123-K',
    'estado tol 2026 000123 k',
    'Estátus: tol2026000123k',
    'TOL-2026-000123-K',
    'hola, ¿cómo va mi trámite TOL-2026-000123-K?',
  ]) {
    const command = parseSmsCommand(text);
    assert.equal(
      command.kind === 'status' && command.folio.replace(/[^a-z0-9]/gi, '').toUpperCase(),
      'TOL2026000123K',
      text,
    );
  }
  assert.deepEqual(parseSmsCommand('estatus'), { kind: 'status', folio: '' });
});

test('what is not clear is not obeyed', () => {
  const texts = [
    'no me den de baja',
    'Gracias',
    '',
    'mi hermana vive en la planta baja',
    'jaja',
    'llegué a la alta tensión',
  ];
  assert.deepEqual(
    texts.filter((text) => kindOf(text) !== 'unknown'),
    [],
  );
});

test('robots are known by their number or their words', () => {
  assert.equal(isFromRobot('+527222805230', 'BAJA'), false);
  assert.deepEqual(
    [
      isFromRobot('2222', 'BAJA'),
      isFromRobot('TELCEL', 'Hola'),
      isFromRobot('+527222805230', 'Ventanilla: responda BAJA'),
      isFromRobot('+527222805230', 'Mensaje automático: estoy manejando'),
    ],
    [true, true, true, true],
  );
});
