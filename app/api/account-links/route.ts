import { openRoute } from '@/app/_server/open-route';
import { askForLink } from '@/lib/users';
import { ForgottenPasswordInput } from '@/lib/users/schemas';

/** "Forgot your password?": the same answer for everybody. */
export const POST = openRoute(ForgottenPasswordInput, async (ctx, input) => {
  await askForLink(ctx, input);
  return { asked: true };
});
