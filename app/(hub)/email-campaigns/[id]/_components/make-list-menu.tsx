'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLink,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Num } from '@/components/ui/numbers';

/** `count`: null where only the list itself counts them. */
export type ListChoice = { label: string; count: number | null; href: string };

export function MakeListMenu({ choices }: { choices: ListChoice[] }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="primary">
          Make a list <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {choices.map(({ label, count, href }) => (
          <DropdownMenuLink key={label} href={href}>
            {label}{' '}
            {count !== null && (
              <span className="figures ml-auto pl-4 text-ink-3">
                <Num value={count} />
              </span>
            )}
          </DropdownMenuLink>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
