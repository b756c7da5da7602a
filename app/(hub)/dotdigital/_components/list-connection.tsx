import { requireContext } from '@/app/_server/require-context';
import { ConnectDialog } from '@/components/connections/connect-dialog';
import { ConnectionStrip } from '@/components/connections/connection-strip';
import { DotdigitalMenu as Menu } from '@/components/connections/dotdigital-menu';
import { getListConnections } from '@/lib/connections';
import { listIntegrationOptions } from '@/lib/integrations';
import {
  approveHeldAction,
  connectListAction,
  disconnectListAction,
  pauseConnectionAction,
  refreshDataFieldsAction,
  resumeConnectionAction,
  synchronizeAction,
  updateConnectionAction,
} from '../connection-actions';

/** Connect to Dotdigital, or what can be done with the connection there is. Both while another account is still free. */
export async function DotdigitalMenu({ list }: { list: { id: string; name: string } }) {
  const ctx = await requireContext();
  const [connections, integrations] = await Promise.all([
    getListConnections(ctx, list.id),
    listIntegrationOptions(ctx),
  ]);
  const free = integrations.filter(({ id }) => !connections.some(({ integration }) => integration.id === id));
  const offersConnect = connections.length === 0 || free.length > 0;
  return (
    <>
      {offersConnect && (
        <ConnectDialog
          list={list}
          integrations={free}
          connect={connectListAction}
          secondary={connections.length > 0}
        />
      )}
      {connections.length > 0 && (
        <Menu
          connections={connections}
          actions={{
            synchronize: synchronizeAction,
            refreshDataFields: refreshDataFieldsAction,
            update: updateConnectionAction,
            disconnect: disconnectListAction,
            pause: pauseConnectionAction,
            resume: resumeConnectionAction,
          }}
        />
      )}
    </>
  );
}

/** How the list's connections stand; nothing while there is none. */
export async function ListConnectionStrip({ listId, canChange }: { listId: string; canChange: boolean }) {
  const connections = await getListConnections(await requireContext(), listId);
  if (connections.length === 0) return null;
  return (
    <ConnectionStrip
      listId={listId}
      initial={connections}
      actions={canChange ? { resume: resumeConnectionAction, approve: approveHeldAction } : null}
    />
  );
}
