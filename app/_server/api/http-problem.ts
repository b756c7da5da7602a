export type ProblemError = { path: string; message: string };

type Options = {
  errors?: ProblemError[];
  more?: Record<string, unknown>;
  headers?: Record<string, string>;
  cause?: unknown;
};

/** A refusal that HTTP has a number for; the rooms' own errors are AppErrors. */
export class HttpProblem extends Error {
  readonly errors: ProblemError[];
  readonly headers: Record<string, string>;
  /** Members of the answer beside those of every problem. */
  readonly more: Record<string, unknown>;

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    options: Options = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'HttpProblem';
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
    this.more = options.more ?? {};
  }
}
