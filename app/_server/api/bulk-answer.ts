import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { apiHeaders, type ProblemBody } from './problem-answer';
import type { BulkOutcome } from './define-api-route';

/** What may wait in memory for a slow reader; beyond it no more rows are read until it has caught up. */
const maxWaiting = 4_000_000;
/** Kept word for word for a repetition; of a longer answer only the closing line is. */
const maxKept = 1_000_000;

export type BulkCounts = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
};

/** The answer of a bulk call: a line per row as rows are done, and one closing line that says how it ended. */
export class BulkAnswer {
  readonly counts: BulkCounts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  #kept: string | null = '';

  constructor(private readonly response: ServerResponse) {}

  get begun(): boolean {
    return this.response.headersSent;
  }

  async tell(outcomes: readonly BulkOutcome[]): Promise<void> {
    const lines = outcomes.map((outcome) => {
      this.counts.read += 1;
      this.counts[outcome.outcome] += 1;
      return JSON.stringify({ row: this.counts.read, ...outcome });
    });
    await this.#write(`${lines.join('\n')}\n`);
  }

  /** The closing line of a call that was refused on its way; the response is ended by whoever has taken the rest of the body. */
  async close(error: ProblemBody): Promise<void> {
    await this.#write(this.#closing(error));
  }

  async finish(): Promise<void> {
    await this.#write(this.#closing(null));
    this.response.end();
  }

  #closing(error: ProblemBody | null): string {
    return `${JSON.stringify({ done: error === null, ...this.counts, ...(error ? { error } : {}) })}\n`;
  }

  /** What a repetition with the same key is told. It is kept before the closing line goes out: whoever was told the end is never told another. */
  get kept(): string {
    return `${this.#kept ?? ''}${this.#closing(null)}`;
  }

  async replay(text: string): Promise<void> {
    this.response.setHeader('idempotency-replayed', 'true');
    await this.#write(text);
    this.response.end();
  }

  async #write(text: string): Promise<void> {
    const { response } = this;
    if (!response.headersSent) {
      response.writeHead(200, {
        ...apiHeaders,
        'content-type': 'application/x-ndjson; charset=utf-8',
        'x-accel-buffering': 'no',
      });
    }
    if (this.#kept !== null)
      this.#kept = this.#kept.length + text.length > maxKept ? null : this.#kept + text;
    if (response.destroyed) throw new ClientGone();
    response.write(text);
    while (response.writableLength > maxWaiting) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
      if (response.destroyed) throw new ClientGone();
    }
  }
}

/** Nobody reads the answer any more; rows that were told are stored. */
export class ClientGone extends Error {
  constructor() {
    super('the client went away');
    this.name = 'ClientGone';
  }
}
