import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { z } from 'zod';
import { Failure, invalidParameter, refuse } from '../engine/failure';
import { ImportUpload } from '../engine/imports/create-import';
import type { World } from '../engine/world';
import { brokenBody, openBody } from './open-body';
import { Base64FileReader } from './base64-file-reader';
import { readAs, readJson, refuseForeignType } from './request-body';

const fileMediaSchema = z.object({ fileName: z.string().nullish(), data: z.string().nullish() });

/** Takes the file of an import as it arrives, in either of the two forms the service takes. */
export async function receiveUpload(world: World, request: IncomingMessage): Promise<ImportUpload> {
  const upload = new ImportUpload(world);
  try {
    if (/^multipart\/form-data/i.test(request.headers['content-type'] ?? ''))
      await receiveParts(world, request, upload);
    else await receiveJson(world, request, upload);
    return upload;
  } catch (error) {
    upload.discard();
    throw error;
  }
}

async function receiveJson(world: World, request: IncomingMessage, upload: ImportUpload): Promise<void> {
  refuseForeignType(request);
  const most = world.settings.maxImportBytes;
  const reader = new Base64FileReader((bytes) => {
    if (upload.bytes <= most) upload.push(bytes);
  });
  await readThrough(request, (chunk) => reader.push(chunk));
  upload.end();
  const media = readAs(
    fileMediaSchema,
    readJson(reader.rest),
    world.settings.requestKeys === 'any-case',
  ) as z.infer<typeof fileMediaSchema>;
  if (upload.bytes === 0 || !media.fileName) throw fileMustBeValid();
  upload.fileName = media.fileName;
}

function readThrough(request: IncomingMessage, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = openBody(request);
    body.on('data', take);
    body.on('end', resolve);
    body.on('error', () => reject(brokenBody()));
    request.on('aborted', () => reject(brokenBody()));
  });
}

/** The part may have any name, but it must have a file name. */
function receiveParts(world: World, request: IncomingMessage, upload: ImportUpload): Promise<void> {
  return new Promise((resolve, reject) => {
    let files = 0;
    let refusal: Failure | undefined;
    const busboy = new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: { fileSize: world.settings.maxImportBytes + 1 },
      isPartAFile: (_name, _type, fileName) => fileName !== undefined,
    });
    busboy.on('file', (_name, stream, fileName) => {
      files += 1;
      if (files > 1)
        refusal ??= refuse('ERROR_MULTI_FILE_UPLOAD_NOT_ALLOWED', 'Only one file may be uploaded.');
      if (!fileName) refusal ??= fileMustBeValid();
      upload.fileName = fileName;
      stream.on('data', (chunk: Buffer) => {
        if (!refusal) upload.push(chunk);
      });
      stream.on('limit', () => {
        refusal ??= invalidParameter('The file is too large.');
      });
    });
    busboy.on('error', () => reject(refuse('ERROR_MALFORMED_REQUEST', 'The multipart body is malformed.')));
    busboy.on('finish', () => {
      upload.end();
      if (files === 0) refusal ??= fileMustBeValid();
      if (refusal) reject(refusal);
      else resolve();
    });
    request.on('aborted', () => reject(brokenBody()));
    openBody(request)
      .on('error', () => reject(brokenBody()))
      .pipe(busboy);
  });
}

const fileMustBeValid = (): Failure => new Failure(400, '', '', { message: 'file must be valid' });
