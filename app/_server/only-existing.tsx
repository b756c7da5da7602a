import type { ReactNode } from 'react';
import type { Context } from '@/lib/context';
import type { Permission } from '@/lib/permissions';
import { orNotFound } from './or-not-found';
import { requireContext } from './require-context';

type Layout<Params> = (props: { children: ReactNode; params: Promise<Params> }) => Promise<ReactNode>;

/**
 * A layout that asks before anything is sent: a page's skeleton (loading.tsx) goes out with the status 200, so whether the page
 * exists, and whether this person may see it, is decided above the skeleton. What isn't there is answered with 404.
 */
export function onlyExisting<Params>(
  permission: Permission | undefined,
  find?: (ctx: Context, params: Params) => Promise<unknown>,
): Layout<Params> {
  return async ({ children, params }) => {
    const ctx = await requireContext(permission);
    if (find)
      await orNotFound(
        ctx,
        params.then((given) => find(ctx, given)),
      );
    return children;
  };
}
