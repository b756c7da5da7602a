import { getConnection } from '../../connections';
import type { ConnectionView } from '../../connections/schemas';
import type { Context } from '../../context';
import { readStaircase } from '../../marketing-lists';
import { missingForMail } from '../../mail';
import { permit } from '../../permissions';
import type { ReadyView } from '../schemas';
import { isToldWhenReady } from './tell-when-ready';

/** Whether the book is complete: as of when, who is refused, and who of the list is held back, each with their reason (decision 85). */
export async function readReady(ctx: Context, { id }: { id: string }): Promise<ReadyView> {
  permit(ctx, 'connections.read');
  const connection = await getConnection(ctx, id);
  const { steps } = await readStaircase(ctx, connection.listId, id);
  const reasons = steps
    .filter(({ key }) => key === 'address' || key === 'unique' || key === 'allowed')
    .flatMap(({ leftOut }) => leftOut.map(({ label, count }) => ({ label, count })));
  const why = whyNotReady(connection);
  return {
    ready: why === null,
    asOf: connection.lastExportedAt,
    inFlight: connection.underWay,
    refused: connection.refused,
    heldBack: reasons.reduce((sum, { count }) => sum + count, 0),
    reasons,
    why,
    tellsYou: await isToldWhenReady(ctx, id),
    mailMissing: missingForMail(ctx),
  };
}

/** Who is refused or held back is named beside it; what is still to come makes it incomplete. */
function whyNotReady(connection: ConnectionView): string | null {
  const { status, statusLabel, message, underWay, lastExportedAt, pausedAs } = connection;
  if (underWay > 0) return 'A run is under way.';
  if (lastExportedAt === null) return 'The book was never at its list yet.';
  const rests = status === 'up_to_date' || pausedAs === 'frozen';
  return rests ? null : (message ?? `${statusLabel}.`);
}
