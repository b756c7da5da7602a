import type { Option } from '@/components/ui/select';
import { nameParts, type FoundSplit } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import type { TableFilter } from '@/lib/table-query';

const words: Readonly<Record<string, string>> = {
  empty: 'empty',
  none: 'no such record',
  others: 'any other than',
};

/** The parts that the grid is asked for, as its filter names them: others are chosen in the audience. */
export async function partOptions(
  ctx: Context,
  split: FoundSplit,
  asked: TableFilter | undefined,
): Promise<Option[]> {
  if (asked?.type !== 'choice') return [];
  const keys = asked.value.flatMap((one) => (one.startsWith('=') ? [one.slice(1)] : []));
  const names = await nameParts(ctx, split, keys);
  return asked.value.map((value) => ({
    value,
    label: words[value] ?? names.get(value.slice(1)) ?? value.slice(1),
  }));
}
