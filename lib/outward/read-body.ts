import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export class UnreadableBody extends Error {
  /** The beginning, for a person to recognise what answered. */
  readonly beginning: string;

  constructor(message: string, beginning = '') {
    super(message);
    this.beginning = beginning;
  }
}

const deepest = 64;

/** The whole body as text: bounded after decompression, UTF-8 only, without a byte order mark. */
export async function readText(body: Readable, encoding: string | null, maxBytes: number): Promise<string> {
  const stream = decoded(body, encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new UnreadableBody(`the answer is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableBody('the answer is not UTF-8', bytes.subarray(0, 400).toString('latin1'));
  }
}

function decoded(body: Readable, encoding: string | null): Readable {
  const unpack = decoder(encoding);
  if (!unpack) return body;
  body.on('error', (error) => unpack.destroy(error));
  return body.pipe(unpack);
}

function decoder(encoding: string | null): Transform | null {
  switch (encoding?.trim().toLowerCase() ?? 'identity') {
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new UnreadableBody(`the answer is encoded as ${encoding}`);
  }
}

/** JSON that is neither HTML, nor empty, nor torn, nor deeper than anything Dotdigital says. */
export function parseJson(text: string): unknown {
  const beginning = text.slice(0, 400);
  if (text.trim() === '') throw new UnreadableBody('the answer is empty');
  if (/^\s*</.test(text)) throw new UnreadableBody('the answer is a web page, not data', beginning);
  if (nesting(text) > deepest) throw new UnreadableBody('the answer is nested too deeply', beginning);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBody('the answer is torn or not JSON', beginning);
  }
}

function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) most = Math.max(most, (depth += 1));
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (most > deepest) return most;
  }
  return most;
}
