import type { PoolClient } from 'pg';

import type { FlowContext } from '@/lib/context';
import { type StagedPerson, suppressAddresses } from '@/lib/crm';
import type { Claim } from '../csv-import-lease';
import type { CsvRow } from '../reading/read-csv-rows';
import type { RefusedRow } from './stage-csv-rows';
import { nobody, type Stored } from './stored-batch';

const nobodyHere = 'Nobody here has this address, so there is nobody to opt out.';

/** Opts out whoever carries an address of the batch; addresses of nobody are moved to `left`. */
export async function storeSuppression(
  ctx: FlowContext,
  client: PoolClient,
  claim: Claim,
  people: readonly StagedPerson<CsvRow>[],
  left: RefusedRow[],
): Promise<Stored> {
  const keys = people.flatMap(({ key }) => key ?? []);
  if (keys.length === 0) return nobody;
  const done = await suppressAddresses(client, { keys, now: ctx.now(), cause: String(claim.import.id) });
  let updated = 0;
  let unchanged = 0;
  for (const { key, rows } of people) {
    if (key === null || !done.known.has(key)) {
      for (const row of rows) left.push({ row, outcome: 'skipped', reason: nobodyHere });
      continue;
    }
    const changed = done.changed.has(key) ? 1 : 0;
    updated += changed;
    unchanged += rows.length - changed;
  }
  const { firstChangeId, lastChangeId, changeCount } = done;
  return { ...nobody, updated, unchanged, firstChangeId, lastChangeId, changeCount };
}
