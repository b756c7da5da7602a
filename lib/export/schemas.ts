import { z } from 'zod';
import { idText } from '../text';

export const ApproveHeldInput = z.object({ id: idText, waveId: idText });

export const PreviewInput = z.object({
  listId: idText,
  integrationId: idText,
  /** null: a new book, which holds nobody. */
  addressBookId: idText.nullable().default(null),
  takeOver: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false),
});

/** How many people a plan concerns, by what would happen to them. */
export type PlanCounts = {
  /** In the list's filter and not taken off by hand. */
  listed: number;
  add: number;
  update: number;
  remove: number;
  unsubscribe: number;
  unchanged: number;
  skip: number;
  skippedBy: Record<string, number>;
  /** Known to be in the book before the wave. */
  inBook: number;
  /** Of those, whom we put there or matched. */
  ours: number;
};

export type PreviewView = {
  counts: PlanCounts;
  reasons: { code: string; label: string; count: number }[];
  /** People of the book whom an earlier list put there and who are not on this one. */
  leftByOthers: number;
  /** The wave would wait for approval, and why. */
  hold: string | null;
  mappedFields: string[];
  apiCalls: number;
  callsLeft: { remaining: number; limit: number } | null;
  computedAt: string;
};

export type RequestedRun = { connectionId: string; runId: string };
