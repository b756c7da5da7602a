import type { Option } from '@/components/ui/select';
import type { Context } from '@/lib/context';
import { listEveryone } from '@/lib/users';

export const peopleOptions = async (ctx: Context): Promise<Option[]> =>
  (await listEveryone(ctx)).map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }));
