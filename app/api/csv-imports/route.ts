import type { NextRequest } from 'next/server';
import { parseInput } from '@/app/_server/define-action';
import { bodyParts } from '@/app/_server/api/read-body';
import { answerThenDrain } from '@/app/_server/drain-body';
import { errorToHttp } from '@/app/_server/error-to-http';
import { contextOrRefuse } from '@/app/_server/require-context';
import { requireSameOrigin } from '@/app/_server/same-origin';
import { noteDenied } from '@/app/_server/note-denied';
import type { Context } from '@/lib/context';
import { processLogger } from '@/lib/context/process-context';
import { uploadCsvFile } from '@/lib/csv-imports';
import { UploadCsvQuery } from '@/lib/csv-imports/schemas';

/** The file is the body, stored in pieces while it arrives. proxy.ts leaves /api/ alone, or it would be cut at 10 MB (reliability.md P1). */
export async function POST(request: NextRequest): Promise<Response> {
  let ctx: Context | undefined;
  try {
    await requireSameOrigin();
    ctx = await contextOrRefuse();
    const query = parseInput(UploadCsvQuery, Object.fromEntries(request.nextUrl.searchParams));
    const length = request.headers.get('content-length');
    const stored = await uploadCsvFile(ctx, {
      query,
      body: bodyParts(request),
      contentLength: length === null ? null : Number(length),
    });
    return Response.json(stored, { status: 201, headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    // The sender went away: nobody reads an answer, and nothing was kept.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    await noteDenied(ctx, error, { method: 'POST', path: request.nextUrl.pathname });
    return answerThenDrain(request, errorToHttp(error, processLogger()));
  }
}
