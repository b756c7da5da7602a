import { z } from 'zod';
import type { Prisma, Tx } from '../db';
import type { Connector } from './schemas';

/** Where an unfinished read stands, and what the next one wants to know of the last. */
const Position = z.object({
  /** Rows of the list that are stored. */
  skip: z.number().int().min(0).optional(),
  /** When the unfinished read began, by our clock. */
  startedAt: z.coerce.date().optional(),
  /** Dotdigital's clock at its first page: where `since` goes when the read ends. */
  until: z.coerce.date().optional(),
  /** What the unfinished read asks for; absent: everything. */
  since: z.coerce.date().optional(),
  /** Names of the last rows stored: the next page must show one of them, or rows were missed. */
  tail: z.array(z.string()).optional(),
  /** Something differed already. */
  changed: z.boolean().optional(),
  /** The two-way rows whose values the unfinished read brings in. */
  brings: z.string().optional(),
  /** Those whose values the last read brought in; everybody was looked at since they are in it. */
  brought: z.string().optional(),
  /** When the last read that came to its end began, by our clock. */
  readAt: z.coerce.date().optional(),
  /** When everything was last read, by our clock. */
  completeAt: z.coerce.date().optional(),
  /** What the campaign's summary said when its rows were last read to the end. */
  covers: z.string().optional(),
  /** Reads of everything because counts differed from the summary. */
  repairs: z.number().int().optional(),
});
export type Position = z.infer<typeof Position>;

export type Cursor = {
  connector: Connector;
  scopeId: string;
  since: Date | null;
  position: Position;
  lastSuccessAt: Date | null;
};

type CursorKey = { integrationId: bigint; connector: Connector; scopeId: string };

/** A cursor that can't be read (position of another shape, a date out of all reason) reads from the beginning. */
export async function loadCursor(tx: Tx, key: CursorKey, now: Date): Promise<Cursor> {
  const row = await tx.importCursor.findUnique({ where: { integrationId_connector_scopeId: key } });
  const position = Position.safeParse(row?.position ?? {});
  const since = row?.since ?? null;
  const isAbsurd =
    since !== null && (since.getTime() > now.getTime() + 2 * 86_400_000 || since.getUTCFullYear() < 1971);
  return {
    connector: key.connector,
    scopeId: key.scopeId,
    since: isAbsurd || !position.success ? null : since,
    position: position.success ? position.data : {},
    lastSuccessAt: row?.lastSuccessAt ?? null,
  };
}

/** In the transaction that stores what it covers, never outside (law L10). */
export async function saveCursor(
  tx: Tx,
  key: CursorKey,
  change: { since: Date | null; position: Position; finishedAt: Date | null },
): Promise<void> {
  const position = JSON.parse(JSON.stringify(change.position)) as Prisma.InputJsonObject;
  const done =
    change.finishedAt === null
      ? {}
      : { lastSuccessAt: change.finishedAt, failingSince: null, lastError: null };
  await tx.importCursor.upsert({
    where: { integrationId_connector_scopeId: key },
    create: { ...key, since: change.since, position, ...done },
    update: { since: change.since, position, ...done },
  });
}

export async function recordCursorFailure(tx: Tx, key: CursorKey, message: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO import_cursors AS c (integration_id, connector, scope_id, failing_since, last_error)
    VALUES (${key.integrationId}, ${key.connector}, ${key.scopeId}, ${at}, ${message})
    ON CONFLICT (integration_id, connector, scope_id) DO UPDATE
      SET failing_since = coalesce(c.failing_since, excluded.failing_since), last_error = excluded.last_error`;
}
