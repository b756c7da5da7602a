import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  claimKey,
  holdSeconds,
  releaseKey,
  renewHold,
  sameBytes,
  storeAnswer,
  type KeyedCall,
} from '@/lib/api-tokens';
import type { Context } from '@/lib/context';
import { drainBody } from '../drain-body';
import { otherRequest, readIdempotencyKey, stillRunning } from './answer-once';
import { BulkAnswer, ClientGone } from './bulk-answer';
import { checkInput, problemsOf } from './check-input';
import type { BulkHandler, BulkOutcome } from './define-api-route';
import { HttpProblem } from './http-problem';
import { problemAnswer, problemBody } from './problem-answer';
import { requireMediaType } from './read-body';
import { ndjsonTypes, readRows } from './read-rows';
import { admit, type Admitted, type ApiParts } from './serve-api';
import { parseStrictJson } from './strict-json';

const batchRows = 1_000;
const batchCharacters = 1_000_000;

/**
 * A bulk call over the plain streams of Node, so that neither side's pace fills the memory: rows are read as fast as
 * they are stored and told. Refusals before the first batch have their status; what comes later ends the answer with
 * a line that names the last row taken (law L17).
 */
export async function serveBulk(
  parts: ApiParts,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const answer = new BulkAnswer(response);
  let { ctx } = parts;
  try {
    const request = headOf(incoming);
    const admitted = await admit(parts, request, path);
    ctx = admitted.ctx;
    const { bulk } = admitted.route;
    if (!bulk) throw new HttpProblem(404, 'not_found', 'There is nothing at this address.');
    checkInput(admitted.route.query, admitted.rawQuery, 'query');
    const mediaType = requireMediaType(request, ['application/json', ...ndjsonTypes]);
    await withKey(ctx, admitted, request, incoming, answer, (body) =>
      storeRows(ctx, bulk, admitted.params, readRows(body, mediaType), answer),
    );
  } catch (error) {
    await endWith(error, ctx, answer, incoming, response);
  }
}

type Work = (body: AsyncIterable<Uint8Array>) => Promise<void>;

/** Rows are stored by address or external id, so a call that was killed and is repeated stores the same once more: nothing new. */
async function withKey(
  ctx: Context,
  admitted: Admitted,
  request: Request,
  incoming: IncomingMessage,
  answer: BulkAnswer,
  work: Work,
): Promise<void> {
  const key = readIdempotencyKey(request);
  if (key === null) {
    await work(bytesOf(incoming));
    await answer.finish();
    return;
  }
  const call: KeyedCall = { tokenId: admitted.tokenId, key, route: `POST ${admitted.path}`, bodyHash: null };
  const claimed = await claimInTime(ctx, call);
  const hash = createHash('sha256');
  const body = hashed(bytesOf(incoming), hash);
  if (claimed.kind === 'answered') {
    for await (const _ of body) continue;
    if (!sameBytes(hash.digest(), claimed.bodyHash)) throw otherRequest();
    await answer.replay(claimed.answer.body);
    return;
  }
  const renewing = setInterval(
    () => {
      renewHold(ctx, call, claimed.holder).catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'could not keep an idempotency key'),
      );
    },
    (holdSeconds * 1000) / 3,
  );
  try {
    await work(body);
    await storeAnswer(ctx, { ...call, bodyHash: new Uint8Array(hash.digest()) }, claimed.holder, {
      status: 200,
      contentType: 'application/x-ndjson',
      body: answer.kept,
    });
    await answer.finish();
  } catch (error) {
    await releaseKey(ctx, call, claimed.holder);
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

export async function claimInTime(ctx: Context, call: KeyedCall) {
  const until = Date.now() + (holdSeconds + 5) * 1000;
  for (;;) {
    const claimed = await claimKey(ctx, call);
    if (claimed.kind === 'mine' || claimed.kind === 'answered') return claimed;
    if (claimed.kind === 'other') throw otherRequest();
    if (Date.now() > until) throw stillRunning();
    await wait(250);
  }
}

/** One batch is stored while the next is read and checked. */
async function storeRows(
  ctx: Context,
  bulk: BulkHandler,
  params: Record<string, string>,
  source: AsyncGenerator<string[]>,
  answer: BulkAnswer,
): Promise<void> {
  let rows: CheckedRow[] = [];
  let characters = 0;
  let storing: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const error = await storing;
    if (error) throw error;
    if (rows.length === 0) return;
    const batch = rows;
    [rows, characters] = [[], 0];
    storing = storeBatch(ctx, bulk, params, batch)
      .then((outcomes) => answer.tell(outcomes))
      .then(
        () => undefined,
        (failure: unknown) => failure,
      );
  };
  try {
    for await (const texts of source) {
      for (const text of texts) {
        rows.push(checkRow(bulk, text));
        characters += text.length;
        if (rows.length >= batchRows || characters >= batchCharacters) await flush();
      }
    }
  } catch (error) {
    // What stands before the place where the body broke is taken.
    if (error instanceof HttpProblem) await flush();
    const failure = await storing;
    throw failure ?? error;
  }
  await flush();
  await flush();
}

type CheckedRow = { row: unknown } | { refused: BulkOutcome };

async function storeBatch(
  ctx: Context,
  bulk: BulkHandler,
  params: Record<string, string>,
  checked: readonly CheckedRow[],
): Promise<BulkOutcome[]> {
  const good = checked.flatMap((one) => ('row' in one ? [one.row] : []));
  const stored = good.length > 0 ? await bulk.store(ctx, good, params) : [];
  let next = 0;
  return checked.map((one): BulkOutcome => {
    if ('refused' in one) return one.refused;
    const outcome = stored[next];
    next += 1;
    if (!outcome) throw new Error('a row of the batch has no outcome');
    return outcome;
  });
}

function checkRow(bulk: BulkHandler, text: string): CheckedRow {
  try {
    const parsed = (bulk.check ?? bulk.row).safeParse(parseStrictJson(text));
    return parsed.success
      ? { row: parsed.data }
      : { refused: { outcome: 'rejected', id: null, errors: problemsOf(parsed.error) } };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { refused: { outcome: 'rejected', id: null, errors: error.errors } };
  }
}

/** The head of a request as the rest of the API reads it. */
export function headOf(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return new Request(new URL(incoming.url ?? '/', 'http://dotbridge.invalid'), {
    method: incoming.method ?? 'POST',
    headers,
  });
}

/** Reading that stops early leaves the connection as it is: the answer still has to go out on it. */
const unhurt = (incoming: IncomingMessage): AsyncIterableIterator<Buffer> =>
  incoming.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;

export async function* bytesOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const part of unhurt(incoming)) yield part;
}

export async function* hashed(
  source: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}

async function endWith(
  error: unknown,
  ctx: Context,
  answer: BulkAnswer,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (error instanceof ClientGone || response.destroyed || (incoming.destroyed && !incoming.complete)) {
    ctx.log.info({ read: answer.counts.read }, 'a bulk call was left by its client');
    response.destroy();
    return;
  }
  if (answer.begun) {
    await answer.close(problemBody(error, ctx.log).body);
  } else {
    const problem = problemAnswer(error, ctx.log);
    response.writeHead(problem.status, Object.fromEntries(problem.headers));
    response.write(await problem.text());
  }
  await endOnceRead(incoming, response);
}

/** Ends an answer when the rest of the body has been taken, so that its client can read it. */
export async function endOnceRead(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const isWhole = await drainBody(unhurt(incoming));
  response.end();
  if (!isWhole) incoming.destroy();
}
