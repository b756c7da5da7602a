import { z } from 'zod';
import { signAuditChain } from '../../audit';
import { defineJob } from '../define-job';

export const signAuditJob = defineJob({
  name: 'audit.sign',
  schedule: 'hourly while the audit log grows, and from /api/cron/maintenance',
  group: 'maintenance',
  payload: z.object({ keyLost: z.boolean().default(false) }),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => {
    const [row] = await ctx.db.prisma.$queryRaw<{ due: boolean }[]>`
      SELECT coalesce(a.at < now() - interval '1 hour' AND a.seq < h.seq, h.seq > 0) AS due
      FROM audit_head h LEFT JOIN LATERAL (SELECT at, seq FROM audit_anchors ORDER BY id DESC LIMIT 1) a ON TRUE`;
    return row?.due ? [{ keyLost: false }] : [];
  },
  run: async (ctx, payload) => {
    await signAuditChain(ctx, payload);
  },
});
