import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { refuse } from '../engine/failure';

const unpackers: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body as it was before it was packed for the way. */
export function openBody(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === '' || encoding === 'identity') return request;
  const unpack = unpackers[encoding]?.();
  if (!unpack) throw refuse('ERROR_CONTENT_TYPE_IS_NOT_SUPPORTED', 'The content encoding is not supported.');
  request.on('aborted', () => unpack.destroy(new Error('The request broke off')));
  request.on('error', (error) => unpack.destroy(error));
  return request.pipe(unpack);
}

export const brokenBody = () =>
  refuse('ERROR_MALFORMED_REQUEST', 'The request broke off or is not packed as it says.');
