import { z } from 'zod';

import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import { CsvFormat } from '../csv-import-schemas';
import { readChunks } from '../reading/csv-chunks';
import { FileProfile } from './column-facts';
import { profileFile } from './profile-file';

/** A profile holds for the format it was read in. */
export const StoredProfile = z.object({ format: CsvFormat, foreign: z.boolean(), profile: FileProfile });
export type StoredProfile = z.infer<typeof StoredProfile>;

const sameFormat = (a: CsvFormat, b: CsvFormat): boolean =>
  a.encoding === b.encoding &&
  a.delimiter === b.delimiter &&
  a.hasHeader === b.hasHeader &&
  a.firstRow === b.firstRow;

/** What was learnt of the file last; it stays when the file goes. */
export async function findProfile(ctx: Pick<Context, 'db'>, id: bigint): Promise<StoredProfile | null> {
  const row = await ctx.db.prisma.csvImport.findUniqueOrThrow({ where: { id }, select: { profile: true } });
  return StoredProfile.safeParse(row.profile).data ?? null;
}

/** What the whole file tells in a format. Another format than last time means another pass, whose profile is kept instead. */
export async function readProfile(
  ctx: Pick<Context, 'db'>,
  id: bigint,
  format: CsvFormat,
): Promise<FileProfile> {
  const stored = await findProfile(ctx, id);
  if (stored && sameFormat(stored.format, format)) return stored.profile;
  const foreign = format.encoding === 'utf-8';
  const profile = await profileFile(readChunks(ctx.db, id), format, { foreign });
  await keepProfile(ctx.db, id, { format, foreign, profile });
  return profile;
}

async function keepProfile(db: Db, id: bigint, stored: StoredProfile): Promise<void> {
  await db.prisma.csvImport.updateMany({ where: { id, state: 'uploaded' }, data: { profile: stored } });
}
