import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailHtml, mailParagraphs } from './mail-html.ts';
import { obstaclesOf, smsPreview, type TemplateContent } from './template.ts';
import { writeValues, type TypedVariable } from './variables.ts';
import { wordDiff } from './word-diff.ts';

const samples = (text: string) => ({ shortest: text, typical: text, longest: text });
const VARIABLES: readonly TypedVariable[] = [
  { name: 'folio', type: 'folio', samples: samples('TOL-2026-000123-K') },
  { name: 'oficina', type: 'text', maximum: 12, samples: { ...samples('Lerma'), longest: 'Tenango del Valle' } },
  { name: 'dia', type: 'date', samples: samples('2026-11-20') },
  { name: 'pago', type: 'money', samples: samples('123450') },
  { name: 'enlace', type: 'link', samples: samples('/f/TOL-2026-000123-K') },
];
const writer = {
  publicUrl: 'https://ventanilla.example',
  date: (iso: string) => `día ${iso}`,
  money: (centavos: number) => `$${centavos / 100}`,
};
const content: TemplateContent = {
  name: 'Prueba',
  event: 'a.b.v1',
  sms: 'Su trámite ((folio)) está listo',
  emailSubject: 'Listo',
  emailText: 'Su trámite está listo.',
  policy: 'fold',
  expiresHours: 72,
  urgentReason: '',
};
const preview = (change: Partial<TemplateContent>) =>
  smsPreview({ ...content, ...change }, VARIABLES, 'typical', writer);

test('each value is written in the form of its type, and a text no longer than declared', () => {
  const values = { folio: 'F', oficina: 'Tenango del Valle', dia: '2026-11-20', pago: '123450', enlace: '/f/F' };
  assert.deepEqual(writeValues(VARIABLES, values, writer), {
    folio: 'F',
    oficina: 'Tenango...',
    dia: 'día 2026-11-20',
    pago: '$1234.5',
    enlace: 'https://ventanilla.example/f/F',
  });
});

test('the preview says what the telephone shows, what is written otherwise, and what makes it dear', () => {
  const folded = preview({});
  assert.equal(folded.text, 'Su tramite TOL-2026-000123-K esta listo');
  assert.deepEqual(folded.rewritten, [['á', 'a']]);
  assert.deepEqual(folded.forcing, []);
  const kept = preview({ policy: 'keep' });
  assert.equal(kept.encoding, 'ucs2');
  assert.deepEqual(kept.forcing, ['á']);
  assert.deepEqual(preview({ policy: 'shift' }).rewritten, []);
});

test('what stands in the way of approval is found, each beside its field', () => {
  const kinds = (change: Partial<TemplateContent>) =>
    obstaclesOf({ ...content, ...change }, VARIABLES, writer).map(({ kind, field }) => `${kind} ${field}`);
  assert.deepEqual(kinds({}), []);
  assert.deepEqual(kinds({ sms: '', emailText: '', emailSubject: '' }), ['empty sms']);
  assert.deepEqual(kinds({ emailSubject: '' }), ['noSubject emailSubject']);
  assert.deepEqual(kinds({ sms: '((nada))', emailText: '((nada))' }), [
    'unknownVariable sms',
    'unknownVariable emailText',
  ]);
  assert.deepEqual(kinds({ sms: 'Listo ✅' }), ['unsendable sms']);
  assert.deepEqual(kinds({ sms: 'a'.repeat(153 * 6 + 1) }), ['tooLong sms']);
});

test('the HTML of a mail is its plain text, with links, and nothing in a value can become markup', () => {
  const html = mailHtml('Hola <b>\n\nVea https://a.example/x?y=1&z=2. Gracias', 'es-MX');
  assert.match(html, /Hola &lt;b&gt;/);
  assert.match(html, /<a href="https:\/\/a\.example\/x\?y=1&amp;z=2" [^>]*>[^<]*<\/a>\. Gracias/);
  assert.equal(mailParagraphs('uno\r\ndos\r\n\r\n\r\ntres').length, 2);
});

test('a change is shown word by word', () => {
  const pieces = wordDiff('fue ACEPTADO en Toluca', 'fue aceptado y firmado en Toluca');
  assert.deepEqual(pieces, [
    { kind: 'same', text: 'fue ' },
    { kind: 'removed', text: 'ACEPTADO' },
    { kind: 'added', text: 'aceptado' },
    { kind: 'same', text: ' ' },
    { kind: 'added', text: 'y firmado ' },
    { kind: 'same', text: 'en Toluca' },
  ]);
  const long = Array.from({ length: 1500 }, (_, index) => `palabra${index}`).join(' ');
  assert.deepEqual(wordDiff(long, 'otra'), [
    { kind: 'removed', text: long },
    { kind: 'added', text: 'otra' },
  ]);
});

test('who wants a text to leave at night says why', () => {
  const found = (urgentReason: string) =>
    obstaclesOf({ ...content, urgentReason }, VARIABLES, writer).map(({ kind }) => kind);
  assert.deepEqual(found(''), []);
  assert.deepEqual(found('Es urgente'), ['noReason']);
  assert.deepEqual(found('Corte de agua: hay que juntar antes de las seis'), []);
});
