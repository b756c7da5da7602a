import { Num } from '@/components/ui/numbers';
import { formatNumber } from '@/lib/format';
import type { Counted } from '@/lib/table-query';

const words: Record<Counted['kind'], string> = { exact: '', about: 'about ', over: 'over ' };

/** "1,204", "about 1,000,000", "over 10,000": what was counted looks counted, what was not does not. */
export function CountedNum({ value }: { value: Counted }) {
  return (
    <>
      {words[value.kind]}
      <Num value={value.value} />
    </>
  );
}

export const countedText = (value: Counted, locale: string): string =>
  `${words[value.kind]}${formatNumber(value.value, locale)}`;
