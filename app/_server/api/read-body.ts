import { HttpProblem } from './http-problem';
import { parseStrictJson } from './strict-json';

export const largestBody = 1_000_000;

/** The media type of a request without its parameters; refuses what isn't UTF-8 or is packed. */
export function requireMediaType(request: Request, accepted: readonly string[]): string {
  const packed = request.headers.get('content-encoding');
  if (packed !== null && packed.toLowerCase() !== 'identity') {
    throw new HttpProblem(415, 'unsupported_encoding', 'Send the body as it is, without Content-Encoding.', {
      headers: { 'accept-encoding': 'identity' },
    });
  }
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (!accepted.includes(type) || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new HttpProblem(
      415,
      'unsupported_media_type',
      `Send the body as ${accepted.join(' or ')} in UTF-8, and say so in Content-Type.`,
      {
        headers: { accept: accepted.join(', ') },
      },
    );
  }
  return type;
}

/** A body in the pieces in which it arrives. Whoever stops early leaves the rest to `answerThenDrain`. */
export async function* bodyParts(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  try {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return;
      yield part.value;
    }
  } finally {
    reader?.releaseLock();
  }
}

const bodyTooLarge = (): HttpProblem =>
  new HttpProblem(
    413,
    'too_large',
    `The body may have ${largestBody.toLocaleString('en')} bytes at most. Many records go through a bulk call.`,
  );

/** The whole body, at most so many bytes of it. */
export async function readBytes(
  request: Request,
  most = largestBody,
  tooLarge: () => Error = bodyTooLarge,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bodyParts(request)) {
    length += part.length;
    if (length > most) throw tooLarge();
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** A JSON body of an ordinary call. No body at all is `undefined`. */
export function parseBody(request: Request, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  requireMediaType(request, ['application/json']);
  return parseStrictJson(decodeUtf8(bytes));
}

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new HttpProblem(400, 'invalid_input', 'The body is not UTF-8.');
  }
}
