'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';

import { AuditItem } from '@/components/audit/audit-link';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuLink,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import { callAction } from '@/components/session/call-action';
import type { ConnectionView, PauseKind } from '@/lib/connections/schemas';
import { studioHref } from '@/lib/email-studio/schemas';
import { agree, formatNumber, plural } from '@/lib/format';
import { gridAddress } from '@/lib/table-query';

import { ConnectionSettings } from './connection-settings';
import { PauseDialog } from './pause-dialog';
import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

type Dialogs = 'settings' | 'pause' | 'disconnect' | 'again';

type DotdigitalMenuProps = {
  connections: ConnectionView[];
  actions: ConnectionActions;
  mayOpenStudio: boolean;
};

/** What can be done with a list's connections. Usually there is one; several are told apart by their book. */
export function DotdigitalMenu({ connections, actions, mayOpenStudio }: DotdigitalMenuProps) {
  const [open, setOpen] = useState<{ what: Dialogs; id: string } | null>(null);
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
              mayOpenStudio={mayOpenStudio}
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
      {chosen && open?.what === 'pause' && (
        <PauseDialog connection={chosen} actions={actions} onOpenChange={close} />
      )}
      {chosen && open?.what === 'again' && (
        <SendAllAgain connection={chosen} actions={actions} onOpenChange={close} />
      )}
      {chosen && open?.what === 'disconnect' && (
        <Disconnect connection={chosen} actions={actions} onOpenChange={close} />
      )}
    </>
  );
}

type ItemsProps = {
  connection: ConnectionView;
  actions: ConnectionActions;
  mayOpenStudio: boolean;
  labelled: boolean;
  separated: boolean;
  onOpen: (what: Dialogs) => void;
};

function ConnectionItems({ connection, actions, mayOpenStudio, labelled, separated, onOpen }: ItemsProps) {
  const { locale } = useViewer();
  const { synchronize, pause, freeze, shadow } = useConnectionActions(connection.listId, actions);
  const blocked =
    connection.state === 'paused'
      ? blockedBy[connection.pausedAs ?? 'paused']
      : connection.state === 'stopped'
        ? 'Stopped. Resume it first.'
        : undefined;

  const refresh = async (): Promise<void> => {
    const result = await callAction(() =>
      actions.refreshDataFields({ integrationId: connection.integration.id }),
    );
    if (!result.ok) toast.bad('Data fields not read', { detail: result.error.message });
    else
      toast.good('Data fields read', {
        detail: `${plural(result.data.count, 'field', 'fields', locale)}, ${formatNumber(result.data.changedCount, locale)} changed`,
      });
  };

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
        onSelect={() => void synchronize(connection)}
      >
        Synchronize
      </DropdownMenuItem>
      {mayOpenStudio && (
        <DropdownMenuLink href={studioHref(connection.integration.id)}>Email Studio</DropdownMenuLink>
      )}
      <DropdownMenuItem onSelect={() => void refresh()}>Refresh data fields</DropdownMenuItem>
      <DropdownMenuLink href={`/email-campaigns/new?connection=${connection.id}`}>
        New email campaign
      </DropdownMenuLink>
      <DropdownMenuLink href={gridAddress('/email-campaigns/drafts', { listId: [connection.listId] })}>
        Drafts and sends
      </DropdownMenuLink>
      <AuditItem subject="connection" id={connection.id} />
      <DropdownMenuItem
        disabled={blocked !== undefined}
        {...(blocked ? { hint: blocked } : {})}
        onSelect={() => onOpen('again')}
      >
        Verify and send all again
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => onOpen('settings')}>Connection Settings</DropdownMenuItem>
      {connection.state === 'active' && (
        <>
          <DropdownMenuItem onSelect={() => void pause(connection)}>Pause</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void freeze(connection)}>Freeze</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => onOpen('pause')}>Stop sending until …</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void shadow(connection)}>Shadow mode</DropdownMenuItem>
        </>
      )}
      <DropdownMenuSeparator />
      <DropdownMenuItem tone="danger" onSelect={() => onOpen('disconnect')}>
        Disconnect
      </DropdownMenuItem>
    </>
  );
}

const blockedBy: Record<PauseKind, string> = {
  paused: 'Paused. Resume it first.',
  frozen: 'Frozen. Unfreeze it first.',
  shadow: 'In shadow mode. Make it live first.',
};

type DialogProps = {
  connection: ConnectionView;
  actions: ConnectionActions;
  onOpenChange: (open: boolean) => void;
};

function Disconnect({ connection, actions, onOpenChange }: DialogProps) {
  const { disconnect } = useConnectionActions(connection.listId, actions);
  const { locale } = useViewer();
  const { name } = connection.addressBook;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Disconnect from ${name}`}
      goes={`Nobody is added to ${name} or taken out of it any more, and the book is free for another list.`}
      stays={`${plural(connection.inBook, 'person', 'people', locale)} who ${agree(connection.inBook, 'is', 'are')} in the book ${agree(connection.inBook, 'stays', 'stay')} there. The list, its history and its campaigns stay.`}
      confirm="Disconnect"
      onConfirm={async () => void disconnect(connection)}
    />
  );
}

function SendAllAgain({ connection, actions, onOpenChange }: DialogProps) {
  const { sendAgain } = useConnectionActions(connection.listId, actions);
  const { locale } = useViewer();
  const { ours, addressBook } = connection;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Verify ${addressBook.name} and send all again`}
      goes={`${plural(ours, 'person', 'people', locale)} in the book ${agree(ours, 'is', 'are')} sent once more with all ${agree(ours, 'its', 'their')} values; then the book is read back and compared.`}
      stays="Nobody comes in or goes out by it, and nobody is subscribed again."
      confirm="Verify and send all again"
      tone="primary"
      onConfirm={async () => void sendAgain(connection, 'everyone')}
    />
  );
}
