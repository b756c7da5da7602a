/** What a person or program asked for cannot be done; `code` is the vendor's word for why. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;

  constructor(status: number, code: string, text: string, body?: unknown) {
    super(text);
    this.status = status;
    this.code = code;
    this.body = body ?? { message: `${text} ${code}` };
  }
}

export const refuse = (code: string, text: string): Failure => new Failure(400, code, text);

/** Something is there already, or somebody may not be written to: nobody knows which status that has. */
export const refuseTaken = (
  { settings }: { settings: { refusalStatus: '400' | '409' } },
  code: string,
  text: string,
): Failure => new Failure(Number(settings.refusalStatus), code, text);

export const notFound = (code: string): Failure => new Failure(404, code, 'Error:');

export const invalidParameter = (text: string): Failure => refuse('ERROR_PARAMETER_INVALID', text);
