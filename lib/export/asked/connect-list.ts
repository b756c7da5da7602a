import type { z } from 'zod';
import { createConnection, requireConnectable, resolveBook } from '../../connections';
import type { ConnectListInput } from '../../connections/schemas';
import type { Context } from '../../context';
import { permit } from '../../permissions';
import { createWave, optOutsOnly } from '../waves/begin-wave';
import type { RequestedRun } from '../schemas';

/** Joins a list to an address book and asks for the first sync at once. Nothing is sent in here. */
export async function connectList(
  ctx: Context,
  input: z.output<typeof ConnectListInput>,
): Promise<RequestedRun> {
  permit(ctx, 'connections.write');
  await requireConnectable(ctx, input);
  const bookId = await resolveBook(ctx, input);
  return ctx.db.prisma.$transaction(async (tx) => {
    const { id, integrationId } = await createConnection(ctx, tx, { ...input, bookId });
    const wave = await createWave(
      ctx,
      tx,
      { connectionId: id, integrationId },
      { kind: input.shadow ? optOutsOnly : 'first', trigger: 'connect', held: false },
    );
    return { connectionId: String(id), runId: String(wave.runId) };
  });
}
