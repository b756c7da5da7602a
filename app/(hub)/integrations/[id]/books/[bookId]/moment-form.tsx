'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button, LinkButton } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

/** Who was in the book at a moment, by the clock of this computer; the moment stands in the address. */
export function MomentForm({ isThen }: { isThen: boolean }) {
  const router = useRouter();
  const id = useId();
  const [typed, setTyped] = useState('');
  const at = new Date(typed);
  const isTime = !Number.isNaN(at.getTime());
  return (
    <form
      className="mb-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTime) router.push(`?${new URLSearchParams({ at: at.toISOString() })}`);
      }}
    >
      <label htmlFor={id} className="text-md font-medium">
        Who was in it at
      </label>
      <Input
        id={id}
        type="datetime-local"
        className="max-w-[240px]"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" size="sm" why={isTime ? null : 'Choose day and time.'}>
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
