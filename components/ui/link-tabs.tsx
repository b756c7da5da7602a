'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

import { cn } from './cn';

export type LinkTab = { label: string; href: string; count?: ReactNode };

/** Parts of one record that have addresses of their own: "Members", "Removed". */
export function LinkTabs({ label, items }: { label: string; items: LinkTab[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="mb-4 flex gap-5 overflow-x-auto border-b">
      {items.map((item) => {
        const here = item.href === path;
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={here ? 'page' : undefined}
            className={cn(
              'border-b-2 border-transparent px-0.5 pt-1 pb-2 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:outline-offset-[-2px]',
              here && 'border-accent font-medium text-ink',
            )}
          >
            {item.label}
            {item.count !== undefined && <span className="figures ml-1.5 text-sm font-normal text-ink-3">{item.count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
