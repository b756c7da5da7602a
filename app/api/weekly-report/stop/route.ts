import type { NextRequest } from 'next/server';
import { systemActor } from '@/lib/context';
import { createContext, processLogger } from '@/lib/context/process-context';
import { webEnv } from '@/lib/env';
import { notFound } from '@/lib/errors';
import { stopReport } from '@/lib/reports';
import { StopToken } from '@/lib/reports/schemas';
import { decodeUtf8, readBytes } from '@/app/_server/api/read-body';
import { answerThenDrain } from '@/app/_server/drain-body';
import { errorToHttp } from '@/app/_server/error-to-http';

const largestBody = 2_000;

/** Posted to by the button of the page that a link in the mail opens, and by mail programs themselves (RFC 8058). */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const body = decodeUtf8(await readBytes(request, largestBody));
    const token = StopToken.safeParse(request.nextUrl.searchParams.get('token'));
    if (!token.success || !(await stopReport(createContext(systemActor), token.data)))
      throw notFound('link of a weekly report');
    if (body.includes('List-Unsubscribe=One-Click')) return new Response('The weekly report has ended.\n');
    const page = `${webEnv().nextauthUrl}/weekly-report/stop?${new URLSearchParams({ token: token.data })}`;
    return new Response(null, { status: 303, headers: { location: page } });
  } catch (error) {
    return answerThenDrain(request, errorToHttp(error, processLogger()));
  }
}
