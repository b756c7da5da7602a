import type { z } from 'zod';
import { readingOnly, type Context } from '@/lib/context';
import { processLogger } from '@/lib/context/process-context';
import { AppError, invalidInput } from '@/lib/errors';
import { HttpProblem } from './api/http-problem';
import { decodeUtf8, readBytes } from './api/read-body';
import { parseStrictJson } from './api/strict-json';
import { answerThenDrain } from './drain-body';
import { errorToHttp } from './error-to-http';
import { guardedBy } from './guards';
import { noteDenied } from './note-denied';
import { findBadText } from '@/lib/text';
import { contextOrRefuse } from './require-context';
import { requireSameOrigin } from './same-origin';

/** What a filter or a paste of the largest size takes, in any script. */
const maxBytes = 10_000_000;

type Question<Schema extends z.ZodType> = {
  input: Schema;
  /** Data (answered as JSON) or a Response of its own (a download). */
  run: (ctx: Context, input: z.output<Schema>, signal: AbortSignal) => Promise<unknown>;
};

/** Asks and changes nothing; by POST because a filter or a pasted list is too long for an address. Stops with the asker. */
export function defineQuestion<Schema extends z.ZodType>({
  input,
  run,
}: Question<Schema>): (request: Request) => Promise<Response> {
  return guardedBy('question', async (request: Request) => {
    let ctx: Context | undefined;
    try {
      await requireSameOrigin();
      ctx = await contextOrRefuse();
      const answer = await run(readingOnly(ctx), checked(input, await readJson(request)), request.signal);
      if (answer instanceof Response) return answer;
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      if (request.signal.aborted) return new Response(null, { status: 499 });
      await noteDenied(ctx, error, { method: 'POST', path: new URL(request.url).pathname });
      return answerThenDrain(request, errorToHttp(error, processLogger()));
    }
  });
}

/** There is no field to put a message at, so the first one is the answer. */
function checked<Schema extends z.ZodType>(input: Schema, asked: unknown): z.output<Schema> {
  const bad = findBadText(asked);
  if (bad) throw invalidInput([...bad.path, bad.message].join(': '));
  const parsed = input.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues[0]?.message ?? 'The question can’t be read.');
}

const tooLarge = (): AppError =>
  new AppError('too_many', 'question too large', {
    userMessage: 'This is larger than 10 MB. Use shorter lists of values.',
  });

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes, tooLarge);
  try {
    return parseStrictJson(decodeUtf8(bytes));
  } catch (error) {
    throw error instanceof HttpProblem ? invalidInput(error.detail) : error;
  }
}
