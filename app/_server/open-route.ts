import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { systemActor, type Context } from '@/lib/context';
import { createContext, processLogger, whenceOf } from '@/lib/context/process-context';
import { problemAnswer } from './api/problem-answer';
import { decodeUtf8, readBytes, requireMediaType } from './api/read-body';
import { parseStrictJson } from './api/strict-json';
import { parseInput } from './define-action';
import { answerThenDrain } from './drain-body';
import { requireSameOrigin } from './same-origin';

const largestBody = 5_000;

/** For people who can't sign in yet, and so for strangers: from our own pages alone, and a small JSON body. */
export const openRoute =
  <Schema extends z.ZodType, Data>(
    input: Schema,
    run: (ctx: Context, given: z.output<Schema>) => Promise<Data>,
  ) =>
  async (request: NextRequest): Promise<Response> => {
    try {
      await requireSameOrigin();
      requireMediaType(request, ['application/json']);
      const given: unknown = parseStrictJson(decodeUtf8(await readBytes(request, largestBody)));
      const whence = whenceOf((name) => request.headers.get(name), 'page');
      const ctx = createContext(systemActor, processLogger(), whence);
      const data = await run(ctx, parseInput(input, given));
      return Response.json(data, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return answerThenDrain(request, problemAnswer(error, processLogger()));
    }
  };
