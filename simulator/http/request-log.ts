export interface LoggedRequest {
  n: number;
  time: string;
  method: string;
  path: string;
  route: string | null;
  status: number | null;
  requestBytes: number;
  responseBytes: number;
  ms: number;
  faultId: string | null;
  apiUser: string | null;
  region: string;
}

const kept = 50_000;

/** The last calls, oldest first; `n` never goes back, so a test can ask for what came after its own mark. */
export class RequestLog {
  #rows: LoggedRequest[] = [];
  #n = 0;
  readonly #tell: ((call: LoggedRequest) => void) | undefined;

  constructor(tell?: (call: LoggedRequest) => void) {
    this.#tell = tell;
  }

  begin(method: string, path: string, region: string, time: string): LoggedRequest {
    this.#n += 1;
    const row: LoggedRequest = {
      n: this.#n,
      time,
      method,
      path,
      route: null,
      status: null,
      requestBytes: 0,
      responseBytes: 0,
      ms: 0,
      faultId: null,
      apiUser: null,
      region,
    };
    this.#rows.push(row);
    if (this.#rows.length > kept * 1.2) this.#rows = this.#rows.slice(-kept);
    return row;
  }

  end(row: LoggedRequest, ms: number): void {
    row.ms = Math.round(ms * 100) / 100;
    this.#tell?.(row);
  }

  list({
    since = 0,
    route,
    limit = kept,
  }: {
    since?: number;
    route?: string | undefined;
    limit?: number;
  }): LoggedRequest[] {
    const rows = this.#rows.filter(
      (row) => row.n > since && (!route || row.route === route || row.path.includes(route)),
    );
    return rows.slice(-limit);
  }

  get last(): number {
    return this.#n;
  }

  clear(): void {
    this.#rows = [];
  }
}
