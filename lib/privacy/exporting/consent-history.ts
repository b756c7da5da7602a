import type { Context } from '../../context';
import { csvByteOrderMark, csvLine } from '../../csv';
import { permit } from '../../permissions';

const pageRows = 5_000;
const head = ['Record', 'Kind', 'E-mail', 'State', 'Said at', 'Recorded at', 'How it came', 'Where', 'Words'];

type Line = {
  id: bigint;
  recordId: bigint;
  entity: string;
  email: string | null;
  state: string;
  consentAt: Date;
  recordedAt: Date;
  origin: string;
  source: string | null;
  text: string | null;
};

/** Every line of consent there is, of everybody, the oldest first; read in pages while it is sent. */
export async function* consentHistoryCsv(ctx: Context): AsyncGenerator<string> {
  permit(ctx, 'privacy.export');
  yield csvByteOrderMark + csvLine(head);
  for (let after = 0n; ;) {
    const lines = await ctx.db.prisma.$queryRaw<Line[]>`
      SELECT c.id, r.id AS "recordId", r.entity::text AS entity, r.email, c.state::text AS state, c.consent_at AS "consentAt",
        c.recorded_at AS "recordedAt", c.origin, c.source, c.text
      FROM consents c JOIN crm_records r ON r.id = c.record_id WHERE c.id > ${after} ORDER BY c.id LIMIT ${pageRows}`;
    for (const line of lines)
      yield csvLine([
        String(line.recordId),
        line.entity,
        line.email,
        line.state,
        line.consentAt.toISOString(),
        line.recordedAt.toISOString(),
        line.origin,
        line.source,
        line.text,
      ]);
    const last = lines.at(-1);
    if (last === undefined || lines.length < pageRows) return;
    after = last.id;
  }
}
