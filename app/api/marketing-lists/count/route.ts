import { parseInput } from '@/app/_server/define-action';
import { errorToHttp } from '@/app/_server/error-to-http';
import { contextOrRefuse } from '@/app/_server/require-context';
import { requireSameOrigin } from '@/app/_server/same-origin';
import { processLogger } from '@/lib/context/process-context';
import { AppError, invalidInput } from '@/lib/errors';
import { countFilter } from '@/lib/marketing-lists';
import { CountFilter } from '@/lib/marketing-lists/schemas';

const mostBytes = 2_000_000;

/** Asks and changes nothing; by POST because a filter with a pasted list is too long for an address. */
export async function POST(request: Request): Promise<Response> {
  try {
    await requireSameOrigin();
    const ctx = await contextOrRefuse();
    const input = parseInput(CountFilter, await readJson(request));
    const answer = await countFilter(ctx, input, request.signal);
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return errorToHttp(error, processLogger());
  }
}

async function readJson(request: Request): Promise<unknown> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new AppError('too_many', 'filter too large', { userMessage: 'This filter is larger than 2 MB. Use shorter lists of values.' });
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return JSON.parse(text + decoder.decode());
  } catch {
    throw invalidInput('The filter is not JSON.');
  }
}
