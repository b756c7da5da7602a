import { z } from 'zod';
import type { Tx } from '../db';
import type { RotationView } from './schemas';

export const rotationSetting = 'keys.rotation';

const Rotation = z.object({
  key: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  endedAt: z.string().nullable(),
  secretCount: z.number(),
  doneCount: z.number(),
}) satisfies z.ZodType<RotationView>;

/** null: nobody has asked for one yet. */
export async function readRotation(tx: Tx): Promise<RotationView | null> {
  const row = await tx.setting.findUnique({ where: { key: rotationSetting } });
  return Rotation.safeParse(row?.value).data ?? null;
}
