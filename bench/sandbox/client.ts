import { Agent, request } from 'undici';

const credentials = `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`;
const callSeconds = 3;
const connections = 20;

export const seconds = (since: number): number => (performance.now() - since) / 1000;

export const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Calls of one server over as many sockets as a busy program has. */
export class BenchClient {
  readonly url: string;
  readonly agent = new Agent({ connections, pipelining: 1, headersTimeout: 600_000, bodyTimeout: 600_000 });

  constructor(url: string) {
    this.url = url;
  }

  close = (): Promise<void> => this.agent.close();

  async api<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const answer = await request(`${this.url}${path}`, {
      method,
      dispatcher: this.agent,
      headers: {
        authorization: credentials,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return (await answer.body.json()) as T;
  }

  async control<T>(path: string, body?: unknown): Promise<T> {
    const answer = await request(`${this.url}/_control${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      dispatcher: this.agent,
      body: body === undefined ? null : JSON.stringify(body),
    });
    return (await answer.body.json()) as T;
  }

  /** The bytes of a page and how long it took until the last of them was there. */
  async fetchBytes(path: string): Promise<{ bytes: number; ms: number }> {
    const at = performance.now();
    const answer = await request(`${this.url}${path}`, {
      dispatcher: this.agent,
      headers: { authorization: credentials },
    });
    const body = await answer.body.arrayBuffer();
    return { bytes: body.byteLength, ms: performance.now() - at };
  }

  async upload(path: string, csv: Buffer): Promise<string> {
    const border = 'sandbox-bench';
    const head = Buffer.from(
      `--${border}\r\nContent-Disposition: form-data; name="file"; filename="bench.csv"\r\nContent-Type: text/csv\r\n\r\n`,
    );
    const answer = await request(`${this.url}${path}`, {
      method: 'POST',
      dispatcher: this.agent,
      headers: { authorization: credentials, 'content-type': `multipart/form-data; boundary=${border}` },
      body: Buffer.concat([head, csv, Buffer.from(`\r\n--${border}--\r\n`)]),
    });
    const { id } = (await answer.body.json()) as { id?: string };
    return id ?? '';
  }

  /** By 20 callers who each wait for their answer. */
  async callsPerSecond(call: () => Promise<unknown>): Promise<number> {
    let calls = 0;
    const at = performance.now();
    const until = at + callSeconds * 1000;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (performance.now() < until) {
          await call();
          calls += 1;
        }
      }),
    );
    return calls / seconds(at);
  }
}
