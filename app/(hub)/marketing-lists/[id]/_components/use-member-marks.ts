'use client';

import { useRouter } from 'next/navigation';
import { toast } from '@/components/ui/toaster';
import { formatNumber } from '@/lib/format';
import { restoreMemberAction, restoreMembersAction, subscribeMemberAction } from '../../actions';

type Named = { recordId: string; name: string };

const unreachable = 'The server could not be reached. Try again in a moment.';

/** The marks that need no question first. */
export function useMemberMarks(listId: string) {
  const router = useRouter();
  const run = async (action: typeof restoreMemberAction, { recordId, name }: Named, done: string): Promise<void> => {
    const result = await action({ listId, recordId }).catch(() => null);
    if (result?.ok) toast.good(`${name} ${done}`);
    else toast.bad('Nothing has changed', { detail: result?.error.message ?? unreachable });
    router.refresh();
  };
  return {
    subscribe: (member: Named) => run(subscribeMemberAction, member, 'is subscribed again'),
    restore: (member: Named) => run(restoreMemberAction, member, 'may be on the list again'),
    restoreMany: async (recordIds: string[]): Promise<void> => {
      const result = await restoreMembersAction({ listId, recordIds }).catch(() => null);
      if (result?.ok) toast.good(`${formatNumber(result.data.changed)} may be on the list again`);
      else toast.bad('Nothing has changed', { detail: result?.error.message ?? unreachable });
      router.refresh();
    },
  };
}
