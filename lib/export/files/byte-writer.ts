/** Collects bytes that come in small parts: for parts of a few bytes each, millions of them, a plain loop is faster than any copying call. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1 << 19);
  private length = 0;

  put(part: Buffer, from = 0, to = part.length): void {
    const end = this.length + to - from;
    if (end > this.bytes.length) this.grow(end);
    const { bytes } = this;
    let at = this.length;
    for (let n = from; n < to; n += 1) {
      bytes[at] = part[n] ?? 0;
      at += 1;
    }
    this.length = at;
  }

  /** What was put since the last time. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  private grow(least: number): void {
    const larger = Buffer.allocUnsafe(2 * least);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
