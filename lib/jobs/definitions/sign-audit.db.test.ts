import { expect, test } from 'vitest';
import { recordAudit } from '@/lib/context';
import { testContext } from '@/prisma/test-context';
import { signAuditJob } from './sign-audit';

test('the audit log is signed when lines came since it was signed an hour ago or more, and not sooner', async () => {
  const ctx = await testContext();
  const due = async () => (await signAuditJob.findDue(ctx)).length > 0;
  const write = () =>
    recordAudit(ctx, ctx.db.prisma, { action: 'test.write', subjectType: 'test', subjectId: 'a' });
  await write();
  await signAuditJob.run(ctx, { keyLost: false });
  await write();
  expect(await due()).toBe(false);
  await ctx.db.prisma
    .$executeRaw`INSERT INTO audit_anchors (at, cut_seq, cut_hash, seq, hash, key_id, signature)
    SELECT now() - interval '2 hours', cut_seq, cut_hash, seq, hash, key_id, signature FROM audit_anchors ORDER BY id DESC LIMIT 1`;
  expect(await due()).toBe(true);
});
