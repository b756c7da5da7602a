'use client';

import type { ConnectionView, ConnectTarget } from '@/lib/connections/schemas';

import { ConnectDialog } from './connect-dialog';
import { comingId } from './connection-changes';
import { useListConnections } from './connection-data';
import { DotdigitalMenu } from './dotdigital-menu';
import type { ConnectionActions } from './use-connection-actions';

type ListDotdigitalProps = {
  list: { id: string; name: string };
  initial: ConnectionView[];
  /** Active ones only. */
  integrations: ConnectTarget[];
  actions: ConnectionActions;
  mayOpenStudio: boolean;
};

/** Connect to Dotdigital, or what can be done with the connection there is. Both while another account is still free. */
export function ListDotdigital({ list, initial, integrations, actions, mayOpenStudio }: ListDotdigitalProps) {
  // One that is on its way has its dialog still open, which may have to say why it was refused.
  const connections = useListConnections(list.id, initial).filter(({ id }) => id !== comingId);
  const free = integrations.filter(({ id }) => !connections.some(({ integration }) => integration.id === id));
  return (
    <>
      {(connections.length === 0 || free.length > 0) && (
        <ConnectDialog list={list} integrations={free} actions={actions} secondary={connections.length > 0} />
      )}
      {connections.length > 0 && (
        <DotdigitalMenu connections={connections} actions={actions} mayOpenStudio={mayOpenStudio} />
      )}
    </>
  );
}
