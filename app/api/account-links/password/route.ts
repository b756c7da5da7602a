import { openRoute } from '@/app/_server/open-route';
import { setPasswordByLink } from '@/lib/users';
import { SetPasswordInput } from '@/lib/users/schemas';

/** Posted by the page that a link opens; the page itself uses nothing up, since mail scanners open links. */
export const POST = openRoute(SetPasswordInput, async (ctx, input) => {
  const { email } = await setPasswordByLink(ctx, input);
  return { email };
});
