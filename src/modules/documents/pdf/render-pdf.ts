import { Worker } from 'node:worker_threads';
import type { Job, Outcome } from './typst-thread.ts';

/** A document that takes longer hangs: the thread is ended and the next document gets a new one. */
const PATIENCE_MS = 20_000;
/** A thread without work ends: its fonts hold some 100 MB. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** One thread at a time, begun with the first document and ended when none was asked for a while. */
class Printer {
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;

  print(template: string, facts: string): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    clearTimeout(this.#idle);
    const id = (this.#lastId += 1);
    const timer = setTimeout(() => this.#end(new Error(`a document took more than ${PATIENCE_MS} ms`)), PATIENCE_MS);
    this.#waiting.set(id, { resolve, reject, timer });
    const job: Job = { id, template, facts };
    (this.#thread ??= this.#begin()).postMessage(job);
    return promise;
  }

  #begin(): Worker {
    // No options of the main thread: the file needs neither the loader for pages nor what a test run loads.
    const thread = new Worker(new URL('./typst-thread.ts', import.meta.url), { execArgv: [] });
    thread.on('message', (outcome: Outcome) => this.#settle(outcome));
    thread.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    thread.unref();
    return thread;
  }

  #settle(outcome: Outcome): void {
    const waiting = this.#waiting.get(outcome.id);
    if (!waiting) return;
    this.#waiting.delete(outcome.id);
    clearTimeout(waiting.timer);
    if ('pdf' in outcome) waiting.resolve(outcome.pdf);
    else waiting.reject(new Error(`the document could not be laid out: ${outcome.problem}`));
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => this.#end(new Error('idle')), IDLE_MS);
    this.#idle.unref();
  }

  #end(why: Error): void {
    const thread = this.#thread;
    this.#thread = undefined;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(why);
    }
    this.#waiting.clear();
    void thread?.terminate();
  }
}

const printer = new Printer();

/**
 * Lays out facts by a Typst template and gives the PDF: tagged, PDF/UA-1, fonts embedded; the same facts give the same
 * bytes. The template reads them as `json(bytes(sys.inputs.facts))` and sets `document(date: none)`.
 *
 * @param template source text in Typst, of our own.
 * @param facts anything that JSON can hold; texts come out as they are, whatever signs they contain.
 * @throws when the template is wrong or does not meet PDF/UA-1, such as a picture without words.
 */
export function renderPdf(template: string, facts: unknown): Promise<Uint8Array> {
  return printer.print(template, JSON.stringify(facts));
}
