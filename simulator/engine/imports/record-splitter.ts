const quote = 0x22;
const lineFeed = 0x0a;

/** Cuts a stream of CSV bytes into pieces that each end with a whole record, and counts the records. */
export class RecordSplitter {
  records = 0;
  bytes = 0;
  readonly #pieceBytes: number;
  readonly #take: (piece: Buffer) => void;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #quoted = false;
  #open = false;

  constructor(take: (piece: Buffer) => void, pieceBytes = 256 * 1024) {
    this.#take = take;
    this.#pieceBytes = pieceBytes;
  }

  push(chunk: Buffer): void {
    this.bytes += chunk.length;
    let border = -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === quote) this.#quoted = !this.#quoted;
      else if (byte === lineFeed && !this.#quoted) {
        border = i;
        this.records += 1;
      }
    }
    this.#open = chunk.length > 0 ? border < chunk.length - 1 : this.#open;
    if (border === -1 || this.#heldBytes + border < this.#pieceBytes) return this.#hold(chunk);
    this.#hold(chunk.subarray(0, border + 1));
    this.#flush();
    this.#hold(chunk.subarray(border + 1));
  }

  end(): void {
    if (this.#open) this.records += 1;
    this.#flush();
  }

  #hold(part: Buffer): void {
    if (part.length === 0) return;
    this.#held.push(part);
    this.#heldBytes += part.length;
  }

  #flush(): void {
    if (this.#heldBytes > 0) this.#take(Buffer.concat(this.#held, this.#heldBytes));
    this.#held = [];
    this.#heldBytes = 0;
  }
}
