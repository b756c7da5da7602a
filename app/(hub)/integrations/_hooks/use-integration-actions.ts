'use client';

import { useRouter } from 'next/navigation';
import { toast } from '@/components/ui/toast-store';
import { scheduleSyncAction, setIntegrationActiveAction } from '../actions';

type Named = { id: string; name: string };

/** What the grid and the page of one integration both offer; the outcome is told by a toast. */
export function useIntegrationActions() {
  const router = useRouter();

  async function scheduleSync({ id, name }: Named): Promise<void> {
    const result = await scheduleSyncAction({ id });
    if (!result.ok) toast.bad(`${name} not scheduled`, { detail: result.error.message });
    else
      toast.good('Sync scheduled', {
        detail: describeSync(name, result.data.connectionCount),
        action: { label: 'Sync Runs', onSelect: () => router.push('/sync-runs') },
      });
    router.refresh();
  }

  async function setActive({ id, name }: Named, active: boolean): Promise<void> {
    const result = await setIntegrationActiveAction({ id, active });
    if (!result.ok) toast.bad(`${name} not changed`, { detail: result.error.message });
    else if (active)
      toast.good(`${name} activated`, { detail: 'Reading and sending go on where they stopped.' });
    else toast(`${name} deactivated`, { detail: 'Nothing is read or sent. Nothing is lost.' });
    router.refresh();
  }

  return { scheduleSync, setActive };
}

const describeSync = (name: string, connectionCount: number): string =>
  connectionCount === 0
    ? `${name} is read now. No list is connected, so nothing is sent.`
    : `${name} is read now, and ${connectionCount === 1 ? 'its connected list is' : `its ${connectionCount} connected lists are`} sent.`;
