import { noteDownload } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { attachmentHeader } from '@/lib/csv';

type Download = { fileName: string; type: string };

/**
 * A file that is sent while it is read. Its first piece is waited for, so that a refusal is still answered as one;
 * then the audit log says who took it; an error after that breaks the download off instead of ending it as if it were whole.
 */
export async function fileDownload(
  ctx: Context,
  { fileName, type }: Download,
  parts: AsyncGenerator<string | Uint8Array>,
): Promise<Response> {
  const first = await parts.next();
  await noteDownload(ctx, fileName);
  const encoder = new TextEncoder();
  const bytesOf = (part: string | Uint8Array): Uint8Array =>
    typeof part === 'string' ? encoder.encode(part) : part;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (!first.done) controller.enqueue(bytesOf(first.value));
    },
    async pull(controller) {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(bytesOf(next.value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': attachmentHeader(fileName),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
