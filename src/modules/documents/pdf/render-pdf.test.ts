import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderPdf } from './render-pdf.ts';

const template = (body: string) => `
#let facts = json(bytes(sys.inputs.facts))
#set document(title: "Prueba", date: none)
#set text(lang: "es", font: "Libertinus Serif")
${body}`;

const text = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');

test('a document is tagged, says that it is PDF/UA and carries its fonts', async () => {
  const pdf = text(await renderPdf(template('= #facts.name'), { name: 'Ñandú «á»' }));
  assert.match(pdf, /^%PDF-1\.7/);
  assert.match(pdf, /\/MarkInfo/);
  assert.match(pdf, /pdfuaid/);
  assert.match(pdf, /\/FontFile3/);
});

test('the same facts give the same bytes, other facts give others', async () => {
  const render = (name: string) => renderPdf(template('= #facts.name'), { name });
  const [one, again, other] = await Promise.all([render('Ana'), render('Ana'), render('Eva')]);
  assert.deepEqual(one, again);
  assert.notDeepEqual(one, other);
});

test('what people wrote is never taken for Typst, and a sign that no font has does not cost the document', async () => {
  for (const name of ['#panic("x")', '#read("/etc/passwd")', '$x$ *a* _b_ `c`', '"}\\', 'Casa 🏠 漢']) {
    assert.ok((await renderPdf(template('= #facts.name'), { name })).byteLength > 1_000, name);
  }
});

test('a template that is wrong or shuts out blind readers is refused, and the next document is made', async () => {
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';
  await assert.rejects(renderPdf(template('#wrong'), {}), /could not be laid out/);
  await assert.rejects(renderPdf(template('= T\n#image(bytes(facts.picture), format: "svg")'), { picture }), /alt/i);
  await assert.rejects(renderPdf(template('= T\n#read("/etc/passwd")'), {}), /could not be laid out/);
  assert.ok((await renderPdf(template('= Bien'), {})).byteLength > 1_000);
});
