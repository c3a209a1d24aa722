// The thread that lays out documents: a compile takes some milliseconds of pure work, which must not stop the pages that
// others wait for. It reads no file but the template that it is handed; facts come in as JSON, so that nothing that a
// citizen wrote can be taken for Typst.
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface Job {
  readonly id: number;
  readonly template: string;
  /** JSON. */
  readonly facts: string;
}

export type Outcome = { readonly id: number } & ({ readonly pdf: Uint8Array } | { readonly problem: string });

/** An empty folder would do; this one holds nothing that a template could misuse. */
const compiler = NodeCompiler.create({ workspace: import.meta.dirname });

parentPort?.on('message', ({ id, template, facts }: Job) => {
  parentPort?.postMessage(run(id, template, facts));
});

function run(id: number, template: string, facts: string): Outcome {
  try {
    return { id, pdf: toPdf(template, facts) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    // Memory stays flat only when what was remembered goes after each document, a failed one included.
    compiler.evictCache(0);
  }
}

/** Tagged and checked against PDF/UA-1: a document that a screen reader cannot read is not made. */
function toPdf(template: string, facts: string): Uint8Array {
  const write = (written: string) =>
    compiler.pdf({ mainFileContent: template, inputs: { facts: written } }, { pdfStandard: 'ua-1' });
  try {
    return write(facts);
  } catch (error) {
    const unknown = unknownCharacters(error);
    if (unknown.size === 0) throw error;
    // No font has it. A receipt with a question mark in the place of a pictogram is better than no receipt.
    return write([...facts].map((character) => (unknown.has(character) ? '?' : character)).join(''));
  }
}

function unknownCharacters(error: unknown): Set<string> {
  const message = error instanceof Error ? error.message : '';
  const texts = message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/gu);
  return new Set([...texts].flatMap(([, text = '']) => [...text]));
}
