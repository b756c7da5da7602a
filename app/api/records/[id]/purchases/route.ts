import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { listPurchases } from '@/lib/crm';
import { ListPurchasesInput } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';

export const GET = defineRoute({
  params: z.object({ id: idText }),
  query: z.object({ kind: ListPurchasesInput.shape.kind, before: z.string().max(80).optional() }),
  run: (ctx, { params, query }) =>
    listPurchases(ctx, { id: params.id, kind: query.kind, before: query.before ?? null }),
});
