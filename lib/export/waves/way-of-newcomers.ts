import type { Tx } from '../../db';
import { agree } from '../../format';
import type { ExportTarget } from '../load-target';
import { undoKind } from '../planning/plan-undo';
import type { HeldWave } from '../wave-lease';

/** Of one connection no more can come to be within an hour. */
const wavesLooked = 1_000;

/** How the newcomers of a wave go (decision 81). `why`: what is to be told of it. */
export async function wayOfNewcomers(
  tx: Tx,
  { connectionId, options }: ExportTarget,
  wave: Pick<HeldWave, 'kind'>,
  { count, at }: { count: number; at: Date },
): Promise<{ oneByOne: boolean; why: string | null }> {
  const inFiles = { oneByOne: false, why: null };
  if (count === 0 || options.newcomers !== 'one_by_one' || wave.kind === undoKind) return inFiles;
  const { lastExportedAt } = await tx.connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { lastExportedAt: true },
  });
  if (lastExportedAt === null) return inFiles;
  const perHour = options.newcomersPerHour;
  if (count + (await countSentOneByOne(tx, connectionId, new Date(at.getTime() - 3_600_000))) <= perHour)
    return { oneByOne: true, why: null };
  const [many, limit] = [count, perHour].map((value) => value.toLocaleString('en-GB'));
  return {
    ...inFiles,
    why: `${many} ${agree(count, 'newcomer goes', 'newcomers go')} in the file, because no more than ${limit} go one by one within an hour. Programs for whoever joins the list don’t start for them.`,
  };
}

async function countSentOneByOne(tx: Tx, connectionId: bigint, since: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
    FROM (SELECT id FROM waves WHERE connection_id = ${connectionId} ORDER BY id DESC LIMIT ${wavesLooked}::int) w
    JOIN export_batches b ON b.wave_id = w.id AND b.kind = 'join'
    JOIN planned_changes p ON p.batch_id = b.id AND p.tried_at > ${since}`;
  return row?.count ?? 0;
}
