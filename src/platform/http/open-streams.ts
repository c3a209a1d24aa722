/** Event streams that are open: a server that stops ends them, for they would hold it open for ever. */
export class OpenStreams {
  readonly #open = new Set<{ end(): void }>();
  #isEnded = false;

  /** One whose request was still looked at when the others were ended is ended as it begins. */
  add(stream: { end(): void }): void {
    if (this.#isEnded) stream.end();
    else this.#open.add(stream);
  }

  delete(stream: { end(): void }): void {
    this.#open.delete(stream);
  }

  endAll(): void {
    this.#isEnded = true;
    for (const stream of this.#open) stream.end();
  }
}
