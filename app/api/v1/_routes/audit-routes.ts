import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { pageAuditLines } from '@/lib/audit';
import { AuditFilter, auditRoads } from '@/lib/audit/schemas';
import { pageOf, paging } from './pages';

const text = z.string().nullable();

const AuditEntry = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  /** null: the product itself, or somebody who isn't known. */
  actorId: text,
  actor: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: text,
  /** It was tried and not done. */
  refused: z.boolean(),
  road: z.enum(auditRoads).nullable(),
  address: text,
  userAgent: text,
  /** The token that it was done with. */
  tokenId: text,
  detail: z.record(z.string(), z.unknown()),
});

export const auditRoutes: ApiRoute[] = [
  defineApiRoute({
    tag: 'audit',
    permission: 'audit.read',
    scope: 'admin',
    method: 'GET',
    path: '/audit-entries',
    summary: 'Who changed what, when and from where, and what was refused; the newest first',
    query: z.strictObject({ ...paging, ...AuditFilter.shape }),
    answer: pageOf(AuditEntry),
    run: (ctx, { query: { limit, cursor, ...filter } }) =>
      pageAuditLines(ctx, { after: cursor, limit, filter }),
  }),
];
