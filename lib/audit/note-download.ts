import { recordAudit, type Context } from '../context';

/** Who took out a file, and by which name: what stands in it was asked for by an address that may name people. */
export const noteDownload = (ctx: Context, fileName: string): Promise<void> =>
  recordAudit(ctx, ctx.db.prisma, {
    action: 'file.download',
    subjectType: 'file',
    detail: { fileName: fileName.slice(0, 200) },
  });
