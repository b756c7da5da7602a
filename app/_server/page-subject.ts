import { cache } from 'react';
import type { Context } from '@/lib/context';
import type { Permission } from '@/lib/permissions';
import { onlyExisting } from './only-existing';
import { orNotFound } from './or-not-found';
import { requireContext } from './require-context';

/** The one thing that an address names: its layout asks whether it is there, its pages and their titles read it. */
export const pageSubject = <Params, Subject>(
  permission: Permission,
  find: (ctx: Context, params: Params) => Promise<Subject>,
) => {
  const findByText = cache((ctx: Context, text: string) => find(ctx, JSON.parse(text) as Params));
  const findOnce = (ctx: Context, params: Params) => findByText(ctx, JSON.stringify(params));
  return {
    layout: onlyExisting(permission, findOnce),
    read: async (params: Promise<Params>, wanted: Permission = permission) => {
      const ctx = await requireContext(wanted);
      return {
        ctx,
        subject: await orNotFound(
          ctx,
          params.then((given) => findOnce(ctx, given)),
        ),
      };
    },
  };
};
