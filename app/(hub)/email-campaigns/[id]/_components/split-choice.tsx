'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Select, type OptionGroup } from '@/components/ui/select';

type SplitChoiceProps = {
  choices: OptionGroup[];
  chosen: string;
  /** The page with that choice, by its value; '' is none. */
  hrefs: Readonly<Record<string, string>>;
};

/** By what the audience is split; it stands in the address. */
export function SplitChoice({ choices, chosen, hrefs }: SplitChoiceProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <label className="flex items-center gap-2 print:hidden">
      <span>Split by</span>
      <Select
        className="w-52"
        options={choices}
        placeholder="Nothing"
        value={chosen}
        aria-busy={isPending || undefined}
        onChange={(event) => {
          const href = hrefs[event.target.value];
          if (href !== undefined) startTransition(() => router.push(href, { scroll: false }));
        }}
      />
    </label>
  );
}
