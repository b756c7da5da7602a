import { defineRoute } from '@/app/_server/define-route';
import { allowFrame, ownOrigin, studioSession } from '@/app/_server/studio-session';
import { finishStudioSignIn, getStudio } from '@/lib/email-studio';
import { StudioReturn, type StudioProblem } from '@/lib/email-studio/schemas';
import { studioPath } from '@/lib/studio-path';

/** Where Dotdigital sends a person back to. What came with it ends here: the page goes on without it in its address. */
export const GET = defineRoute({
  query: StudioReturn,
  run: async (ctx, { query }) => {
    const { integrationId, problem } = await finishStudioSignIn(ctx, {
      ...query,
      ...(await studioSession()),
    });
    if (problem === null) {
      const { chosen, framed } = await getStudio(ctx, { integrationId, ownOrigin: ownOrigin() });
      if (framed && chosen?.application) await allowFrame(chosen.application);
    }
    return toStudio({ integrationId, problem });
  },
  refused: (error) =>
    error.code === 'not_signed_in'
      ? seeOther(`/sign-in?${new URLSearchParams({ callbackUrl: studioPath })}`)
      : toStudio({ integrationId: null, problem: error.code === 'invalid_input' ? 'stale' : 'unreachable' }),
});

function toStudio({
  integrationId,
  problem,
}: {
  integrationId: string | null;
  problem: StudioProblem | null;
}) {
  const query = new URLSearchParams({
    ...(integrationId === null ? {} : { integration: integrationId }),
    ...(problem === null ? {} : { problem }),
  });
  return seeOther(`${studioPath}${query.size > 0 ? `?${query}` : ''}`);
}

/** Relative: which host the browser used is the browser's to know. */
const seeOther = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
