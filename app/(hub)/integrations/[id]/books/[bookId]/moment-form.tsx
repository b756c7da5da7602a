'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button, LinkButton } from '@/components/ui/button';
import { MomentInput, readMoment } from '@/components/ui/moment-input';

/** Who was in the book at a moment, by the clock of this computer; the moment stands in the address. */
export function MomentForm({ isThen }: { isThen: boolean }) {
  const router = useRouter();
  const id = useId();
  const [typed, setTyped] = useState('');
  const at = readMoment(typed);
  return (
    <form
      className="mb-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null) router.push(`?${new URLSearchParams({ at })}`);
      }}
    >
      <label htmlFor={id} className="text-md font-medium">
        Who was in it at
      </label>
      <MomentInput id={id} value={typed} onChange={setTyped} />
      <Button type="submit" size="sm" why={at !== null ? null : 'Choose day and time.'}>
        Show
      </Button>
      {isThen && (
        <LinkButton size="sm" href="?">
          Who is in it now
        </LinkButton>
      )}
    </form>
  );
}
