'use client';

import { useEffect, useState, useTransition } from 'react';

import { Avatar } from '../ui/avatar';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuLink,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';
import { chooseTheme, readTheme, type Theme } from './theme';

export type Person = { name: string; email: string; role: string };

type UserMenuProps = { person: Person; onKeys: () => void; signOut: () => void | Promise<void> };

export function UserMenu({ person, onKeys, signOut }: UserMenuProps) {
  const [theme, setTheme] = useState<Theme>('system');
  const [pending, startTransition] = useTransition();
  useEffect(() => setTheme(readTheme()), []);

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          aria-label={`${person.name}, account`}
          aria-busy={pending || undefined}
          className="rounded-full"
        >
          <Avatar name={person.name} />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <div className="px-2.5 pt-1.5 pb-1">
          <div className="cut font-medium">{person.name}</div>
          <div className="cut text-sm text-ink-3">{person.email}</div>
          <div className="text-sm text-ink-3">{person.role}</div>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => setTheme(chooseTheme(value))}>
          <DropdownMenuRadioItem value="light">Light</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">Dark</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="system">As the system</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLink href="/account">Your account</DropdownMenuLink>
        <DropdownMenuItem onSelect={onKeys}>Keys</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => startTransition(async () => void (await signOut()))}>
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
