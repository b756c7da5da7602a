import { defineRoute } from '@/app/_server/define-route';
import { attachmentHeader } from '@/lib/csv';
import { memberGrid, membersCsv } from '@/lib/marketing-lists';
import { ListId } from '@/lib/marketing-lists/schemas';
import { parseTableQuery } from '@/lib/table-query';

export const GET = defineRoute({
  params: ListId,
  run: async (ctx, { params, request }) => {
    const search = request.nextUrl.searchParams;
    const { name, lines } = await membersCsv(
      ctx,
      params.id,
      parseTableQuery(search, memberGrid.table),
      (search.get('more') ?? '').split(','),
    );
    return new Response(streamOf(lines), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': attachmentHeader(name),
        'cache-control': 'no-store',
      },
    });
  },
});

/** The reader sets the pace, and the database connection goes back when the reader leaves. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
