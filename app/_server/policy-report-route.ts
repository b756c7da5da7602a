import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { processLogger, whenceOf } from '@/lib/context/process-context';
import { webEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Logger } from '@/lib/logger';
import { PolicyReports, violationsOf } from '@/lib/policy-reports';
import { HttpProblem } from './api/http-problem';
import { problemAnswer } from './api/problem-answer';
import { decodeUtf8, readBytes, requireMediaType } from './api/read-body';
import { parseStrictJson } from './api/strict-json';
import { parseInput } from './define-action';
import { answerThenDrain } from './drain-body';

const largestBody = 20_000;

/** Calls of one address and of all together, by this process. */
export const reportLimits = { ofOne: 20, ofAll: 200, windowSeconds: 600 };

/**
 * Takes what browsers report by themselves, without a session and without an Origin that could be relied on: one line of the log for each
 * violation and nothing else, so that strangers can fill neither the disk nor a table.
 */
export function policyReportRoute(log: () => Logger = processLogger) {
  const takeTurn = turns();
  return async (request: Request): Promise<Response> => {
    try {
      await takeTurn(whenceOf((name) => request.headers.get(name), 'page').address ?? 'unknown');
      requireMediaType(request, ['application/csp-report', 'application/reports+json']);
      const given = parseStrictJson(decodeUtf8(await readBytes(request, largestBody, tooLarge)));
      const violations = violationsOf(parseInput(PolicyReports, given), webEnv().nextauthUrl);
      for (const violation of violations) log().warn(violation, 'a page broke its content policy');
      return new Response(null, { status: 204 });
    } catch (error) {
      return answerThenDrain(request, problemAnswer(error, log()));
    }
  };
}

function turns(): (source: string) => Promise<void> {
  const duration = reportLimits.windowSeconds;
  const ofOne = new RateLimiterMemory({ points: reportLimits.ofOne, duration });
  const ofAll = new RateLimiterMemory({ points: reportLimits.ofAll, duration });
  return async (source) => {
    try {
      // Asked first: once all are too many no further address is kept in memory.
      const all = await ofAll.get('all');
      if (all !== null && all.remainingPoints <= 0) throw all;
      await ofOne.consume(source);
      await ofAll.consume('all');
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new AppError('too_many', 'too many policy reports', {
        userMessage: 'Too many reports. They are taken again in a few minutes.',
        retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
      });
    }
  };
}

const tooLarge = (): HttpProblem =>
  new HttpProblem(413, 'too_large', `Reports may have ${largestBody.toLocaleString('en')} bytes at most.`);
