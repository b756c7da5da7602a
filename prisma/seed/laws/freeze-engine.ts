import { LawBroken } from './law-broken';
import type { LawWorld } from './law-world';
import { isWriting, readCalls } from './truth';

type Workers = {
  /** `goesOn` says no once it is frozen: what it would begin afterwards is a turn of its own. */
  frozen: (goesOn: () => boolean) => Promise<unknown>;
  another: () => Promise<unknown>;
};
type Calls = Awaited<ReturnType<typeof readCalls>>;

/**
 * The engine freezes once it has said message n, longer than its lease; `another` does what is due meanwhile; then it wakes up. Nothing
 * more may come of it but the call that was under way (L16). Answers all calls that were made.
 */
export async function freezeEngine(world: LawWorld, n: number, { frozen, another }: Workers): Promise<Calls> {
  const { killer, engineIsSilent } = world.bench;
  let isFrozen = false;
  const freezing = killer.freezeAt(n).then(() => (isFrozen = true));
  const working = frozen(() => !isFrozen).catch(() => undefined);
  await Promise.race([freezing, working]);
  if (!isFrozen) {
    killer.thaw();
    return readCalls(world);
  }
  await engineIsSilent();
  const hadTurn = (await leasesRunOut(world)) > 0;
  // The frozen one's road is frozen too.
  await goBy(world, world.bench.sandboxUrl);
  await another();
  await goBy(world, killer.dotdigitalUrl);
  const before = await readExport(world);
  const calls = await readCalls(world);
  killer.thaw();
  await working;
  const late = await readCalls(world);
  if (!hadTurn) return [...calls, ...late];
  const writing = late.filter(isWriting);
  if (writing.length > 1)
    throw new LawBroken('L16', `${writing.length} writing calls of a worker that was frozen at ${n}`);
  if ((await readExport(world)) !== before)
    throw new LawBroken('L16', `a worker that was frozen at ${n} wrote here after its turn`);
  return [...calls, ...late];
}

const goBy = ({ ctx, integrationId: id }: LawWorld, apiEndpoint: string) =>
  ctx.db.prisma.integration.update({ where: { id }, data: { apiEndpoint } });

/** What a worker that is gone or frozen held is nobody's any more, as it is half a minute later. Answers how many turns that were. */
export async function leasesRunOut({ bench, integrationId }: LawWorld): Promise<number> {
  const { prisma } = bench.people;
  const passes = await prisma.$executeRaw`
    UPDATE import_leases SET lease_until = now() - interval '1 second'
    WHERE lease_until > now() AND integration_id = ${integrationId}`;
  const waves = await prisma.$executeRaw`
    UPDATE waves SET lease_until = now() - interval '1 second'
    WHERE lease_until > now() AND connection_id IN (SELECT id FROM connections WHERE integration_id = ${integrationId})`;
  return passes + waves;
}

/** All that an export writes, but for its leases. */
async function readExport({ ctx, integrationId }: LawWorld): Promise<string> {
  const rows = await ctx.db.prisma.$queryRaw<{ rows: string }[]>`
    WITH c AS (SELECT * FROM connections WHERE integration_id = ${integrationId}),
      w AS (SELECT v.id, v.phase, v.next_step_at, v.counts FROM waves v JOIN c ON c.id = v.connection_id)
    SELECT concat(
      (SELECT json_agg(c ORDER BY id) FROM c), (SELECT json_agg(w ORDER BY id) FROM w),
      (SELECT json_agg(b ORDER BY b.id) FROM export_batches b JOIN w ON w.id = b.wave_id),
      (SELECT json_agg(p ORDER BY p.wave_id, p.n) FROM planned_changes p JOIN w ON w.id = p.wave_id),
      (SELECT json_agg(m ORDER BY m.address_book_id, m.email_key) FROM book_members m
       JOIN address_books k ON k.id = m.address_book_id AND k.integration_id = ${integrationId})) AS rows`;
  return rows[0]?.rows ?? '';
}
