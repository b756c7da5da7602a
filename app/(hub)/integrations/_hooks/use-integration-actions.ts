'use client';

import { useRouter } from 'next/navigation';
import { toast } from '@/components/ui/toast-store';
import type { Instant } from '@/components/ui/use-instant';
import { scheduleSyncAction, setIntegrationActiveAction } from '../actions';
import { agree } from '@/lib/format';

type Named = { id: string; name: string };

/** What is true of an integration as soon as it is asked for. */
export type IntegrationChange = { active: boolean } | { beingRead: true };

type Instantly<Shown> = <Answer>(instant: Instant<Shown, Answer>) => void;

/** What the grid and the page of one integration both offer; `change` says it in what they show. */
export function useIntegrationActions<Shown>(
  instantly: Instantly<Shown>,
  change: (shown: Shown, id: string, to: IntegrationChange) => Shown,
) {
  const router = useRouter();

  const scheduleSync = ({ id, name }: Named): void =>
    instantly({
      action: () => scheduleSyncAction({ id }),
      shows: (shown) => change(shown, id, { beingRead: true }),
      refused: `${name} not scheduled`,
      done: ({ connectionCount }) =>
        toast.good('Sync scheduled', {
          detail: describeSync(name, connectionCount),
          action: { label: 'Sync Runs', onSelect: () => router.push('/sync-runs') },
        }),
    });

  const setActive = ({ id, name }: Named, active: boolean): void =>
    instantly({
      action: () => setIntegrationActiveAction({ id, active }),
      shows: (shown) => change(shown, id, { active }),
      refused: `${name} not changed`,
      done: () =>
        toast.good(`${name} ${active ? 'activated' : 'deactivated'}`, {
          detail: active
            ? 'Reading and sending go on where they stopped.'
            : 'Nothing is read or sent. Nothing is lost.',
          undo: () => setActive({ id, name }, !active),
        }),
    });

  return { scheduleSync, setActive };
}

const describeSync = (name: string, connectionCount: number): string =>
  connectionCount === 0
    ? `${name} is read now. No list is connected, so nothing is sent.`
    : `${name} is read now, and ${agree(connectionCount, 'its connected list is', `its ${connectionCount} connected lists are`)} sent.`;
