import { ArraySplitter, LineSplitter } from './split-rows';
import { HttpProblem } from './http-problem';

export const ndjsonTypes = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;

/** Rows of a body as JSON texts, while it arrives; a character may lie across two pieces. */
export async function* readRows(
  body: AsyncIterable<Uint8Array>,
  mediaType: string,
): AsyncGenerator<string[]> {
  const splitter = mediaType === 'application/json' ? new ArraySplitter() : new LineSplitter();
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let taken = 0;
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? utf8.decode(bytes, { stream: true }) : utf8.decode();
    } catch {
      throw new HttpProblem(
        400,
        'invalid_input',
        `Row ${taken + 1} is not UTF-8. Rows up to ${taken} were taken.`,
        { errors: [{ path: String(taken + 1), message: 'Not UTF-8.' }] },
      );
    }
  };
  for await (const bytes of body) {
    const rows = splitter.push(decode(bytes));
    taken += rows.length;
    if (rows.length > 0) yield rows;
    if (splitter.fault) throw splitter.fault(taken);
  }
  const rest = splitter.push(decode());
  taken += rest.length;
  const last = [...rest, ...splitter.end(taken)];
  if (last.length > 0) yield last;
}
