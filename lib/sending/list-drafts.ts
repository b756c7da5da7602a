import type { Context } from '../context';
import { readGridPage } from '../db';
import { permit } from '../permissions';
import { draftGrid, type DraftQuery } from './draft-grid';
import { draftColumns, toDraftRow, type FoundDraft } from './internal';
import type { DraftRow } from './schemas';

export async function listDrafts(
  ctx: Context,
  query: DraftQuery,
): Promise<{ rows: DraftRow[]; total: number }> {
  permit(ctx, 'campaigns.send');
  const question = draftGrid.ask(query, { ctx });
  const { rows, total } = await readGridPage<FoundDraft>(ctx.db.prisma, question, draftColumns);
  return { rows: rows.map(toDraftRow), total };
}
