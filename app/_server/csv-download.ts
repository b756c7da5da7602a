import type { Context } from '@/lib/context';
import { fileDownload } from './file-download';

export const csvDownload = (
  ctx: Context,
  fileName: string,
  parts: AsyncGenerator<string>,
): Promise<Response> => fileDownload(ctx, { fileName, type: 'text/csv; charset=utf-8' }, parts);
