const hourSeconds = 3600;

/** How many calls the last rolling hour saw, to the second. */
export class HourCounter {
  readonly #seconds = new Map<number, number>();
  #total = 0;
  #oldest = Infinity;

  add(now: number): void {
    const second = Math.floor(now / 1000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    this.#oldest = Math.min(this.#oldest, second);
    this.#total += 1;
  }

  count(now: number): number {
    const from = Math.floor(now / 1000) - hourSeconds;
    if (this.#oldest > from) return this.#total;
    for (const [second, calls] of this.#seconds) {
      if (second > from) continue;
      this.#seconds.delete(second);
      this.#total -= calls;
    }
    this.#oldest = Math.min(Infinity, ...this.#seconds.keys());
    return this.#total;
  }
}
