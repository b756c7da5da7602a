import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { fileDownload } from '@/app/_server/file-download';
import { exportPerson, personJson, personZip } from '@/lib/privacy';
import { PersonAsked } from '@/lib/privacy/schemas';

/** Everything about a person, as one JSON text, or with a CSV per place. The name of the file says nothing of who it is. */
export const GET = defineRoute({
  query: z.union(
    PersonAsked.options.map((option) => option.extend({ format: z.enum(['json', 'zip']).default('zip') })),
  ),
  run: async (ctx, { query: { format, ...asked } }) => {
    const person = await exportPerson(ctx, asked);
    const fileName = `person-${ctx.now().toISOString().slice(0, 10)}.${format}`;
    return format === 'json'
      ? fileDownload(ctx, { fileName, type: 'application/json' }, personJson(person))
      : fileDownload(ctx, { fileName, type: 'application/zip' }, personZip(person));
  },
});
