import { defineRoute } from '@/app/_server/define-route';
import { actorUserId } from '@/lib/actor';

/** Who is signed in now, asked after a sign-in in place. */
export const GET = defineRoute({
  run: ({ actor }) => Promise.resolve({ personId: String(actorUserId(actor) ?? '') }),
});
