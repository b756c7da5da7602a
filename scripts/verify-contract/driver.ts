import type { Json } from './json-schema';
import type { VendorOperation } from './vendor';

export interface Outcome {
  operation: string;
  statuses: Set<number>;
  passed: number;
  failures: string[];
}

export interface CallOptions {
  params?: Record<string, string | number>;
  query?: string;
  body?: Json;
  /** Sent as it is instead of a JSON body. */
  form?: FormData;
  /** No credentials, or somebody else's. */
  authorization?: string | null;
  /** The request is wrong on purpose: it is not held against the description. */
  wrong?: boolean;
  /** Patterns of complaints about the answer that are known and explained. */
  except?: RegExp;
}

const credentials = `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`;

/** Calls the sandbox as a client would and holds each request and answer against the vendor's description. */
export class Driver {
  readonly outcomes = new Map<string, Outcome>();
  readonly #url: string;
  readonly #vendor: Map<string, VendorOperation>;

  constructor(url: string, vendor: VendorOperation[]) {
    this.#url = url;
    this.#vendor = new Map(vendor.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  }

  async call<T = Json>(operation: string, status: number, options: CallOptions = {}): Promise<T> {
    const [method = 'GET', path = '/'] = operation.split(' ');
    const outcome = this.outcomeOf(operation);
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(options.params?.[name] ?? 'missing')),
    );
    const response = await fetch(`${this.#url}${address}${options.query ? `?${options.query}` : ''}`, {
      method,
      headers: {
        ...(options.authorization === null ? {} : { Authorization: options.authorization ?? credentials }),
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(options.form
        ? { body: options.form }
        : options.body === undefined
          ? {}
          : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const body = isJson && text !== '' ? (JSON.parse(text) as Json) : undefined;
    outcome.statuses.add(response.status);
    this.#judge(outcome, operation, status, response.status, body, text, options);
    return (body ?? text) as T;
  }

  outcomeOf(operation: string): Outcome {
    const known = this.outcomes.get(operation);
    if (known) return known;
    const outcome: Outcome = { operation, statuses: new Set(), passed: 0, failures: [] };
    this.outcomes.set(operation, outcome);
    return outcome;
  }

  #judge(
    outcome: Outcome,
    operation: string,
    expected: number,
    status: number,
    body: Json | undefined,
    text: string,
    options: CallOptions,
  ): void {
    if (status !== expected) {
      outcome.failures.push(`answered ${status} where ${expected} is due: ${text.slice(0, 200)}`);
      return;
    }
    const vendor = this.#vendor.get(operation);
    const complaints = [
      ...(options.wrong ? [] : (vendor?.checkRequest(options.body) ?? []).map((line) => `request ${line}`)),
      ...this.#complaints(vendor, operation, status, body),
    ];
    const counted = complaints.filter((line) => !options.except?.test(line));
    if (counted.length === 0) outcome.passed += 1;
    else outcome.failures.push(...counted.map((line) => `${status}: ${line}`));
  }

  #complaints(
    vendor: VendorOperation | undefined,
    operation: string,
    status: number,
    body: Json | undefined,
  ): string[] {
    if (vendor?.statuses.includes(status) && (status < 400 || body !== undefined))
      return vendor.checkAnswer(status, body);
    if (status < 400) return [];
    return / \/v2\//.test(operation) && status !== 409 ? checkV2Failure(body) : [];
  }
}

/** `{ "message": "text ERROR_CODE" }`; without a code where the service itself gives none. */
function checkV2Failure(body: Json | undefined): string[] {
  const message = body && typeof body === 'object' && !Array.isArray(body) ? body.message : undefined;
  if (typeof message !== 'string') return ['the failure has no message'];
  const codeless =
    /^(Authorization has been denied|Forbidden|Too Many Requests|No HTTP resource|The requested resource|file must be valid)/;
  return /ERROR_[A-Z_]+/.test(message) || codeless.test(message)
    ? []
    : [`the failure has no code: ${message}`];
}
