import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { problemAnswer } from '@/app/_server/api/problem-answer';
import { readableByNextAuth } from '@/app/_server/auth-request';
import { answerThenDrain } from '@/app/_server/drain-body';
import { authOptions } from '@/lib/auth';
import { processLogger } from '@/lib/context/process-context';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  try {
    const { nextauth } = await context.params;
    const readable = await readableByNextAuth(request, nextauth);
    return (await NextAuth(readable, context, authOptions())) as Response;
  } catch (error) {
    return answerThenDrain(request, problemAnswer(error, processLogger()));
  }
}

export { handle as GET, handle as POST };
