import { defineRoute } from '@/app/_server/define-route';
import { surroundingsOfHeld } from '@/lib/export';
import { HeldPlanInput } from '@/lib/export/schemas';

/** What the held plan of a run stands among, for the dialog that asks for its approval. */
export const GET = defineRoute({
  query: HeldPlanInput,
  run: (ctx, { query }) => surroundingsOfHeld(ctx, query),
});
