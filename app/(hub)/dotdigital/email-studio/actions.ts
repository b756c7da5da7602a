'use server';

import { defineAction } from '@/app/_server/define-action';
import { allowFrame, ownOrigin, studioSession } from '@/app/_server/studio-session';
import { beginStudioSignIn, chooseStudio, disconnectStudio, getStudio } from '@/lib/email-studio';
import { StudioChoice } from '@/lib/email-studio/schemas';

const revalidate = ['/dotdigital/email-studio'];

export const connectStudioAction = defineAction({
  input: StudioChoice,
  run: async (ctx, input) => beginStudioSignIn(ctx, { ...input, ...(await studioSession()) }),
});
export const disconnectStudioAction = defineAction({
  input: StudioChoice,
  run: disconnectStudio,
  revalidate,
});
export const chooseStudioAction = defineAction({ input: StudioChoice, run: chooseStudio, revalidate });
/** The page's own policy is changed with its next load. */
export const allowStudioFrameAction = defineAction({
  input: StudioChoice,
  run: async (ctx, { integrationId }) => {
    const { chosen, framed } = await getStudio(ctx, { integrationId, ownOrigin: ownOrigin() });
    const allowed = framed === true && chosen?.application ? chosen.application : null;
    if (allowed !== null) await allowFrame(allowed);
    return { allowed: allowed !== null };
  },
});
