'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button-styles';
import { toast } from '@/components/ui/toast-store';
import { listTemplates } from '@/lib/marketing-lists/schemas';
import { createMarketingListAction } from '../marketing-lists/actions';

const template = listTemplates.find(({ key }) => key === 'with-address');

/** The first list, in one press: a dynamic one of every contact with an address, named after what it holds. */
export function BeginListButton(look: ButtonLook) {
  const router = useRouter();
  const begin = async (): Promise<void> => {
    const result = await createMarketingListAction(
      JSON.stringify({
        name: template?.name,
        entity: 'contact',
        type: 'dynamic',
        columns: ['firstName', 'lastName', 'email', 'city'],
        filter: template?.filter,
      }),
    );
    if (result.ok) router.push(`/marketing-lists/${result.data.id}`);
    else toast.bad('No list was made', { detail: result.error.message });
  };
  return (
    <Button {...look} onClick={begin}>
      Create Marketing List
    </Button>
  );
}
