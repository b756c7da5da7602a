import { DotdigitalError } from '../../dotdigital';
import { buildCsv } from './build-csv';
import type { Batch } from '../next-step';
import { readFaults } from './read-faults';
import type { ImportTransport } from './transport';

/** An answer that can't be read this often is taken as absent, so that no row stays open for ever. */
const maxReadingAttempts = 6;

/** CSV files by v2; a list of faults names whom they refused. */
export const csvTransport: ImportTransport = {
  async build(ctx, { bookDotdigitalId }, batch) {
    const { rowCount, bytes, bringsIn } = await buildCsv(ctx, batch);
    return {
      rowCount,
      byteCount: bytes.length,
      send: (client) =>
        client.startImport(bringsIn ? bookDotdigitalId : null, {
          fileName: `dotbridge-${batch.id.toString()}.csv`,
          csv: bytes,
          empty: batch.policies[0],
        }),
    };
  },

  async look({ client }, batch, importId) {
    const { status } = await client.importStatus(importId);
    return {
      state: status,
      readEnd: async () => ({
        report: await orAbsent(batch, () => client.importReport(importId)),
        faults: await orAbsent(batch, () => readFaults(client.importFaults(importId))),
        ids: [],
        isBookRefused: false,
      }),
    };
  },
};

/** Report and faults may be gone or not there yet (I5): the rows still get their outcome. */
async function orAbsent<T>(batch: Batch, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    if (error.kind === 'not_found') return null;
    if (error.kind === 'invalid_answer' && batch.pollCount >= maxReadingAttempts) return null;
    throw error;
  }
}
