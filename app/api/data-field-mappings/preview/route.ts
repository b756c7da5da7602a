import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { previewMapping } from '@/lib/data-fields';
import { PreviewMappingInput } from '@/lib/data-fields/schemas';

/** What unsaved rows of a mapping would make of a person. The rows come as JSON. */
export const GET = defineRoute({
  query: z.object({
    input: z
      .string()
      .max(60_000)
      .transform((text, issues) => {
        const parsed = PreviewMappingInput.safeParse(safeJson(text));
        if (parsed.success) return parsed.data;
        issues.addIssue({ code: 'custom', message: 'Not a mapping.' });
        return z.NEVER;
      }),
  }),
  run: (ctx, { query }) => previewMapping(ctx, query.input),
});

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
