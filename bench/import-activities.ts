// Storing 200,000 recipients of a campaign (or --rows N) as an import does, beside raw COPY of the same rows.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { recountCampaign, storeActivities, type SeenActivity } from '@/lib/campaigns';
import { openDb } from '@/lib/db';
import { createCampaign } from '@/prisma/seed/campaigns';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';

const at = process.argv.indexOf('--rows');
const rowCount = (at === -1 ? 0 : Number(process.argv[at + 1])) || 200_000;
/** As pull-scope.ts: so many rows in one transaction. */
const batchRows = 5_000;
const sent = new Date('2026-11-19T18:00:00Z');

const activity = (n: number, more = 0): SeenActivity => {
  const opens = n % 5 < 2 ? 1 + (n % 3) + more : 0;
  return {
    contactId: 100_000 + n,
    email: `person.${n}@company-${n % 997}.example`,
    numOpens: opens,
    numClicks: opens > 0 && n % 7 === 0 ? 1 : 0,
    numReplies: 0,
    numForwards: 0,
    numPageViews: 0,
    dateSent: sent,
    dateFirstOpened: opens > 0 ? new Date(sent.getTime() + n) : null,
    dateLastOpened: opens > 0 ? new Date(sent.getTime() + 2 * n) : null,
    unsubscribed: n % 700 === 0,
    softBounced: n % 300 === 1,
    hardBounced: false,
  };
};

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 4 });
  const { id } = await createCampaign(db.prisma, { recipients: [] });
  const campaignId = BigInt(id);

  const copy = (indexes: boolean) =>
    timed(async () => {
      const client = await db.pool.connect();
      try {
        const table = indexes ? 'copied_with_indexes' : 'copied';
        await client.query(
          `BEGIN; CREATE TABLE ${table} (LIKE campaign_recipients${indexes ? ' INCLUDING ALL' : ''})`,
        );
        const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
        for (let n = 0; n < rowCount; n += 1_000) {
          const lines = Array.from({ length: Math.min(1_000, rowCount - n) }, (_, k) =>
            copyLine(activity(n + k)),
          );
          if (!stream.write(lines.join('')))
            await new Promise<void>((resolve) => stream.once('drain', resolve));
        }
        stream.end();
        await finished(stream);
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    });
  const copyLine = (row: SeenActivity): string =>
    `${[
      campaignId,
      row.contactId,
      row.email,
      row.numOpens,
      row.numClicks,
      0,
      0,
      0,
      sent.toISOString(),
      row.dateFirstOpened?.toISOString() ?? '\\N',
      row.dateLastOpened?.toISOString() ?? '\\N',
      row.unsubscribed,
      row.softBounced,
      row.hardBounced,
    ].join('\t')}\n`;

  const store = (more: number) =>
    timed(async () => {
      let changed = 0;
      for (let n = 0; n < rowCount; n += batchRows) {
        const rows = Array.from({ length: Math.min(batchRows, rowCount - n) }, (_, k) =>
          activity(n + k, more),
        );
        changed += (
          await db.prisma.$transaction((tx) => storeActivities(tx, { campaignId, rows, namesNew: false }))
        ).changedCount;
      }
      await db.prisma.$transaction((tx) => recountCampaign(tx, campaignId));
      return changed;
    });

  const plain = await copy(false);
  const indexed = await copy(true);
  const first = await store(0);
  const again = await store(0);
  const grown = await store(1);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1_000);
  await db.close();

  const perSecond = (seconds: number): number => Math.round(rowCount / seconds);
  const line = ({ seconds, result }: { seconds: number; result: number | void }) => ({
    seconds: seconds.toFixed(2),
    'rows/s': perSecond(seconds),
    changed: result ?? '',
  });
  console.table({
    'raw COPY, no index': line(plain),
    'raw COPY, same indexes': line(indexed),
    'import, all new': line(first),
    'import again, nothing new': line(again),
    'import, 40 % grown': line(grown),
  });
  console.log(
    `Import is ${(plain.seconds / first.seconds).toFixed(2)} × raw COPY, ${(indexed.seconds / first.seconds).toFixed(2)} × raw COPY with the same indexes.`,
  );
  console.log(
    JSON.stringify({
      bench: 'import-activities',
      rows: rowCount,
      rowsPerSecond: perSecond(first.seconds),
      againRowsPerSecond: perSecond(again.seconds),
      grownRowsPerSecond: perSecond(grown.seconds),
      copyRowsPerSecond: perSecond(plain.seconds),
      ratioToCopy: Number((plain.seconds / first.seconds).toFixed(3)),
      ratioToIndexedCopy: Number((indexed.seconds / first.seconds).toFixed(3)),
      changedAgain: again.result,
      peakRssMb: peakMb,
    }),
  );
} finally {
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
}
