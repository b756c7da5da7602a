/** A body while it arrives: counted, and its beginning may be looked at before it is read. */
export class Arriving implements AsyncIterable<Uint8Array> {
  byteCount = 0;
  readonly #source: AsyncIterator<Uint8Array>;
  #first: Uint8Array | null = null;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#source = body[Symbol.asyncIterator]();
  }

  /** The first bytes that came; none of an empty body. */
  async peek(): Promise<Uint8Array> {
    this.#first ??= await this.#next();
    return this.#first ?? new Uint8Array();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let piece = this.#first ?? (await this.#next());
    try {
      for (; piece !== null; piece = await this.#next()) {
        this.byteCount += piece.length;
        yield piece;
      }
    } finally {
      await this.#source.return?.();
    }
  }

  async #next(): Promise<Uint8Array | null> {
    const part = await this.#source.next();
    return part.done ? null : part.value;
  }
}
