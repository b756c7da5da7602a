import { ask } from '@/components/ui/ask';
import type { UpdatePreview } from '@/lib/marketing-lists/schemas';

export const updateQuestion = (id: string) => ({
  queryKey: ['update-preview', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    ask<UpdatePreview>(
      `/api/marketing-lists/${id}/update-preview`,
      signal,
      'Nothing was changed. Try again in a moment.',
    ),
  retry: false,
  refetchOnWindowFocus: false,
});
