'use client';

import { useRouter } from 'next/navigation';
import { callAction } from '@/components/session/call-action';
import { toast } from '@/components/ui/toaster';
import { subscribeMemberAction } from '../../actions';

type Named = { recordId: string; name: string };

/** The mark that needs no question first. */
export function useMemberMarks(listId: string) {
  const router = useRouter();
  return {
    subscribe: async ({ recordId, name }: Named): Promise<void> => {
      const result = await callAction(() => subscribeMemberAction({ listId, recordId }));
      if (result.ok) toast.good(`${name} is subscribed again`);
      else toast.bad('Nothing has changed', { detail: result.error.message });
      router.refresh();
    },
  };
}
