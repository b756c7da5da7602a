import { afterAll, beforeAll } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../start';

export interface Answered<T> {
  status: number;
  body: T;
  text: string;
  headers: Headers;
}

export const demo = 'apiuser-demo@apiconnector.com:sandbox-password';
export const overseas = 'apiuser-demo-us@apiconnector.com:sandbox-password';
export const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

export interface Send {
  body?: unknown;
  form?: FormData;
  as?: string | null;
  headers?: Record<string, string>;
}

/** A sandbox of a test file: its clock stands still, so that only `advance` moves it. */
export class TestSandbox {
  simulator!: Simulator;

  get url(): string {
    return this.simulator.url;
  }

  async call<T = unknown>(
    method: string,
    path: string,
    { body, form, as = demo, headers }: Send = {},
  ): Promise<Answered<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(as === null ? {} : { Authorization: basic(as) }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      body: (json ? JSON.parse(text) : undefined) as T,
      text,
      headers: response.headers,
    };
  }

  get = <T = unknown>(path: string, send?: Send): Promise<Answered<T>> => this.call<T>('GET', path, send);
  post = <T = unknown>(path: string, body?: unknown, send?: Send): Promise<Answered<T>> =>
    this.call<T>('POST', path, { body, ...send });
  put = <T = unknown>(path: string, body?: unknown, send?: Send): Promise<Answered<T>> =>
    this.call<T>('PUT', path, { body, ...send });
  del = <T = unknown>(path: string, send?: Send): Promise<Answered<T>> => this.call<T>('DELETE', path, send);

  async control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, `/_control${path}`, { body, as: null });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  settings = (change: Record<string, unknown>): Promise<unknown> => this.control('POST', '/settings', change);
  advance = (duration: string): Promise<unknown> => this.control('POST', '/clock', { advance: duration });
  fault = (rule: Record<string, unknown>): Promise<unknown> => this.control('POST', '/faults', rule);

  async book(name: string, contacts = 0): Promise<number> {
    return (await this.control<{ id: number }>('POST', '/address-books', { name, contacts })).id;
  }

  /** Sends a file and hands back the id of its import. */
  async importCsv(
    csv: string,
    { book, fileName = 'contacts.csv', option }: { book?: number; fileName?: string; option?: string } = {},
  ): Promise<string> {
    const start = book === undefined ? '/v2/contacts/import' : `/v2/address-books/${book}/contacts/import`;
    const path = option === undefined ? start : `${start}/with-merge-option/${option}`;
    const answer = await this.post<{ id: string }>(path, {
      fileName,
      data: Buffer.from(csv).toString('base64'),
    });
    if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body.id;
  }

  async report(id: string): Promise<Record<string, number>> {
    return (await this.get<Record<string, number>>(`/v2/contacts/import/${id}/report`)).body;
  }

  async faultsOf(id: string): Promise<string> {
    return (await this.get(`/v2/contacts/import/${id}/report-faults`)).text;
  }

  async members(
    book: number,
  ): Promise<{ id: number; email: string; status: string; dataFields: Record<string, unknown> }[]> {
    return this.control('GET', `/state/address-books/${book}/contacts`);
  }
}

export function useSandbox(options: SimulatorOptions = {}): TestSandbox {
  const sandbox = new TestSandbox();
  beforeAll(async () => {
    sandbox.simulator = await startSimulator(options);
    await sandbox.control('POST', '/clock', { speed: 0 });
  });
  afterAll(() => sandbox.simulator.close());
  return sandbox;
}
