import { ask } from '@/components/ui/ask';
import type { Option } from '@/components/ui/select';

/** Tags whose name has these letters, for a field that is searched. */
export const tagOptions = async (search: string): Promise<Option[]> =>
  (
    await ask<{ name: string }[]>(
      `/api/records/tags?q=${encodeURIComponent(search)}`,
      undefined,
      'The tags could not be read.',
    )
  ).map(({ name }) => ({ value: name, label: name }));
