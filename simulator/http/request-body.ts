import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { invalidParameter, refuse } from '../engine/failure';
import { foldKeys } from './fold-keys';
import { brokenBody, openBody } from './open-body';

export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const body = openBody(request);
    const chunks: Buffer[] = [];
    let size = 0;
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
    });
    body.on('end', () => {
      if (size > maxBytes) reject(refuse('ERROR_PARAMETER_INVALID', 'The request is too large.'));
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    });
    body.on('error', () => reject(brokenBody()));
    request.on('aborted', () => reject(brokenBody()));
  });
}

/** Anything that does not say it is something else is read as JSON. */
export function refuseForeignType(request: IncomingMessage): void {
  const type = request.headers['content-type'];
  if (type && !/json/i.test(type))
    throw refuse('ERROR_CONTENT_TYPE_IS_NOT_SUPPORTED', 'The content type is not supported.');
}

export function readJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw refuse('ERROR_BODY_DOES_NOT_MATCH_CONTENT_TYPE', 'The body is not valid JSON.');
    throw error;
  }
}

export function readAs(schema: z.ZodType, json: unknown, anyCase: boolean): unknown {
  const read = schema.safeParse(anyCase ? foldKeys(schema, json) : json);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw invalidParameter(`${where || 'The body'} is not valid.`);
}
