'use client';

import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import type { ConnectionView, UpdateConnectionInput } from '@/lib/connections/schemas';
import type { RequestedRun } from '@/lib/export/schemas';
import { formatNumber, plural } from '@/lib/format';
import type { Result } from '@/lib/result';

import { ConnectionSettings } from './connection-settings';

type Id = { id: string };

export type ConnectionActions = {
  synchronize: (input: Id) => Promise<Result<RequestedRun>>;
  refreshDataFields: (input: {
    integrationId: string;
  }) => Promise<Result<{ count: number; changedCount: number }>>;
  update: (input: UpdateConnectionInput) => Promise<Result<Id>>;
  disconnect: (input: Id) => Promise<Result<{ listId: string; bookName: string }>>;
  pause: (input: Id) => Promise<Result<void>>;
  resume: (input: Id) => Promise<Result<void>>;
};

type DotdigitalMenuProps = { connections: ConnectionView[]; actions: ConnectionActions };

/** What can be done with a list's connections. Usually there is one; several are told apart by their book. */
export function DotdigitalMenu({ connections, actions }: DotdigitalMenuProps) {
  const [open, setOpen] = useState<{ what: 'settings' | 'disconnect'; id: string } | null>(null);
  const chosen = connections.find(({ id }) => id === open?.id);
  const close = (next: boolean): void => (next ? undefined : setOpen(null));
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="primary">
            Dotdigital <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {connections.map((connection, n) => (
            <ConnectionItems
              key={connection.id}
              connection={connection}
              actions={actions}
              labelled={connections.length > 1}
              separated={n > 0}
              onOpen={(what) => setOpen({ what, id: connection.id })}
            />
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {chosen && open?.what === 'settings' && (
        <ConnectionSettings connection={chosen} update={actions.update} onOpenChange={close} />
      )}
      {chosen && open?.what === 'disconnect' && (
        <Disconnect connection={chosen} disconnect={actions.disconnect} onOpenChange={close} />
      )}
    </>
  );
}

type ItemsProps = {
  connection: ConnectionView;
  actions: ConnectionActions;
  labelled: boolean;
  separated: boolean;
  onOpen: (what: 'settings' | 'disconnect') => void;
};

function ConnectionItems({ connection, actions, labelled, separated, onOpen }: ItemsProps) {
  const router = useRouter();
  const { locale } = useViewer();
  const blocked =
    connection.state === 'paused'
      ? 'Paused. Resume it first.'
      : connection.state === 'stopped'
        ? 'Stopped. Resume it first.'
        : undefined;

  const run = async <T,>(
    work: Promise<Result<T>>,
    done: (data: T) => void,
    failed: string,
  ): Promise<void> => {
    const result = await work.catch(() => null);
    if (result?.ok) done(result.data);
    else
      toast.bad(failed, {
        detail: result?.error.message ?? 'The server could not be reached. Try again in a moment.',
      });
    router.refresh();
  };
  const synchronize = () =>
    run(
      actions.synchronize({ id: connection.id }),
      ({ runId }) =>
        toast.good('Synchronization asked for', {
          action: { label: 'Watch it', onSelect: () => router.push(`/sync-runs/${runId}`) },
        }),
      'Not synchronized',
    );
  const refresh = () =>
    run(
      actions.refreshDataFields({ integrationId: connection.integration.id }),
      ({ count, changedCount }) =>
        toast.good('Data fields read', {
          detail: `${plural(count, 'field', 'fields', locale)}, ${formatNumber(changedCount, locale)} changed`,
        }),
      'Data fields not read',
    );

  return (
    <>
      {separated && <DropdownMenuSeparator />}
      {labelled && (
        <DropdownMenuLabel>
          {connection.integration.name} · {connection.addressBook.name}
        </DropdownMenuLabel>
      )}
      <DropdownMenuItem
        disabled={blocked !== undefined}
        {...(blocked ? { hint: blocked } : {})}
        onSelect={() => void synchronize()}
      >
        Synchronize
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void refresh()}>Refresh data fields</DropdownMenuItem>
      <DropdownMenuItem onSelect={() => onOpen('settings')}>Connection Settings</DropdownMenuItem>
      {connection.state === 'active' && (
        <DropdownMenuItem
          onSelect={() =>
            void run(actions.pause({ id: connection.id }), () => toast.good('Paused'), 'Not paused')
          }
        >
          Pause
        </DropdownMenuItem>
      )}
      <DropdownMenuSeparator />
      <DropdownMenuItem tone="danger" onSelect={() => onOpen('disconnect')}>
        Disconnect
      </DropdownMenuItem>
    </>
  );
}

type DisconnectProps = {
  connection: ConnectionView;
  disconnect: ConnectionActions['disconnect'];
  onOpenChange: (open: boolean) => void;
};

function Disconnect({ connection, disconnect, onOpenChange }: DisconnectProps) {
  const router = useRouter();
  const { locale } = useViewer();
  const { name } = connection.addressBook;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Disconnect from ${name}`}
      goes={`Nobody is added to ${name} or taken out of it any more, and the book is free for another list.`}
      stays={`${plural(connection.inBook, 'person', 'people', locale)} who ${connection.inBook === 1 ? 'is' : 'are'} in the book ${connection.inBook === 1 ? 'stays' : 'stay'} there. The list, its history and its campaigns stay.`}
      confirm="Disconnect"
      onConfirm={async () => {
        const result = await disconnect({ id: connection.id });
        if (result.ok) {
          toast.good('Disconnected', { detail: `Everyone in ${name} stays there.` });
          router.refresh();
        }
        return result;
      }}
    />
  );
}
