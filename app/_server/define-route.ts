import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { readingOnly, type Context } from '@/lib/context';
import { processLogger } from '@/lib/context/process-context';
import { contextOrRefuse } from './require-context';
import { parseInput } from './define-action';
import type { AppError } from '@/lib/errors';
import { errorToHttp, knownError } from './error-to-http';
import { guardedBy } from './guards';
import { noteDenied } from './note-denied';

type RouteInput<Query, Params> = { query: Query; params: Params; request: NextRequest };

type RouteDefinition<Query extends z.ZodType, Params extends z.ZodType> = {
  query?: Query;
  params?: Params;
  /** Data (answered as JSON) or a Response of its own (a download). */
  run: (ctx: Context, input: RouteInput<z.output<Query>, z.output<Params>>) => Promise<unknown>;
  /** Where a person, not a program, reads the answer: what they get instead of an error in JSON. */
  refused?: (error: AppError) => Response;
};

type NextRoute = (
  request: NextRequest,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

/** A GET route that moving parts of a page read. It changes nothing. */
export function defineRoute<Query extends z.ZodType = z.ZodObject, Params extends z.ZodType = z.ZodObject>(
  definition: RouteDefinition<Query, Params>,
): NextRoute {
  return guardedBy<NextRoute>('route', async (request, { params }) => {
    let ctx: Context | undefined;
    try {
      ctx = await contextOrRefuse();
      const answer = await definition.run(readingOnly(ctx), {
        query: parseInput(
          definition.query ?? z.object({}),
          Object.fromEntries(request.nextUrl.searchParams),
        ) as z.output<Query>,
        params: parseInput(definition.params ?? z.object({}), (await params) ?? {}) as z.output<Params>,
        request,
      });
      if (answer instanceof Response) return answer;
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      await noteDenied(ctx, error, { method: 'GET', path: request.nextUrl.pathname });
      if (definition.refused) return definition.refused(knownError(error, processLogger()));
      return errorToHttp(error, processLogger());
    }
  });
}
