/** One piece of work under way while its owner prepares the next; a failure comes out at the next begin or at the end. */
export class OneAtATime {
  #running: Promise<{ error: unknown } | null> = Promise.resolve(null);

  async begin(work: () => Promise<void>): Promise<void> {
    await this.end();
    this.#running = work().then(
      () => null,
      (error: unknown) => ({ error }),
    );
  }

  async end(): Promise<void> {
    const failed = await this.#running;
    this.#running = Promise.resolve(null);
    if (failed) throw failed.error;
  }
}
