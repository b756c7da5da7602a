import type { FlowContext } from '@/lib/context';
import { ConnectListInput } from '@/lib/connections/schemas';
import { connectList, findDueConnections, pushConnection } from '@/lib/export';
import { findDueIntegrations, runImportPass } from '@/lib/import';
import { createAddressBookRows, createIntegrationRow } from '../integrations';
import { lawContext, type LawBench } from './law-bench';
import type { NeighbourTrouble } from './steps';

/** Another account, fed by the first list of the world, whose Dotdigital never does what it is asked. */
export type Neighbour = { integrationId: bigint; connectionId: bigint; engine: FlowContext };

/** Whoever asks it gives up so soon: nobody waits in these worlds. */
const patienceMs = 20;

export async function makeNeighbour(
  bench: LawBench,
  trouble: NeighbourTrouble,
  { listId, now }: { listId: bigint; now: () => Date },
): Promise<Neighbour> {
  bench.troubled.suffer(trouble);
  const ctx = lawContext(bench.people, bench.troubled.url, now);
  const engine = { ...ctx, config: { ...ctx.config, dotdigitalTimeout: patienceMs } };
  const integrationId = await createIntegrationRow(ctx);
  const [bookId] = await createAddressBookRows(ctx, integrationId, 1);
  await connectList(
    ctx,
    ConnectListInput.parse({
      listId: String(listId),
      integrationId: String(integrationId),
      addressBookId: String(bookId),
    }),
  );
  const { id } = await ctx.db.prisma.connection.findFirstOrThrow({
    where: { integrationId },
    select: { id: true },
  });
  return { integrationId, connectionId: id, engine };
}

/** What of it is due is done by a worker beside the world's own. */
export async function workOnNeighbour({ engine, integrationId, connectionId }: Neighbour): Promise<void> {
  if ((await findDueIntegrations(engine)).some((due) => due.integrationId === integrationId))
    await runImportPass(engine, integrationId, { trigger: 'schedule' });
  if ((await findDueConnections(engine)).some((due) => due.connectionId === connectionId))
    await pushConnection(engine, connectionId);
}
