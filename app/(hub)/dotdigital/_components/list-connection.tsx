import { requireContext } from '@/app/_server/require-context';
import { ConnectionStrip } from '@/components/connections/connection-strip';
import { ListDotdigital } from '@/components/connections/list-dotdigital';
import { getListConnections, listConnectTargets } from '@/lib/connections';
import { may } from '@/lib/permissions';
import {
  approveHeldAction,
  discardHeldAction,
  connectListAction,
  disconnectListAction,
  dontTellWhenReadyAction,
  freezeConnectionAction,
  pauseConnectionAction,
  reconnectListAction,
  refreshDataFieldsAction,
  resumeConnectionAction,
  acceptWhoLeftAction,
  putBackWhoLeftAction,
  readBackAction,
  sendAgainAction,
  shadowConnectionAction,
  tellWhenReadyAction,
  synchronizeAction,
  updateConnectionAction,
} from '../connection-actions';

const actions = {
  connect: connectListAction,
  synchronize: synchronizeAction,
  readBack: readBackAction,
  sendAgain: sendAgainAction,
  putBack: putBackWhoLeftAction,
  acceptLeft: acceptWhoLeftAction,
  refreshDataFields: refreshDataFieldsAction,
  update: updateConnectionAction,
  disconnect: disconnectListAction,
  reconnect: reconnectListAction,
  pause: pauseConnectionAction,
  freeze: freezeConnectionAction,
  tellWhenReady: tellWhenReadyAction,
  dontTellWhenReady: dontTellWhenReadyAction,
  shadow: shadowConnectionAction,
  resume: resumeConnectionAction,
  approve: approveHeldAction,
  discard: discardHeldAction,
};

export async function DotdigitalMenu({ list }: { list: { id: string; name: string } }) {
  const ctx = await requireContext();
  const [connections, integrations] = await Promise.all([
    getListConnections(ctx, list.id),
    listConnectTargets(ctx),
  ]);
  return (
    <ListDotdigital
      list={list}
      initial={connections}
      integrations={integrations}
      actions={actions}
      mayOpenStudio={may(ctx.actor, 'studio.use')}
    />
  );
}

/** How the list's connections stand; nothing while there is none. */
export async function ListConnectionStrip({ listId, canChange }: { listId: string; canChange: boolean }) {
  const connections = await getListConnections(await requireContext(), listId);
  return <ConnectionStrip listId={listId} initial={connections} actions={canChange ? actions : null} />;
}
