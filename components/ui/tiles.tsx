import type { ReactNode } from 'react';

import { cn } from './cn';
import { CountLink } from './count-link';

export type Tile = {
  value: ReactNode;
  label: ReactNode;
  tone?: 'good' | 'bad';
  /** Where exactly these people are. */
  href?: string | null;
};

const toneClass = { good: 'text-good', bad: 'text-bad' };

/** Two to four numbers side by side, each with what it means. `bare` inside a card, without its own frame. */
export function Tiles({ items, bare, className }: { items: Tile[]; bare?: boolean; className?: string }) {
  return (
    <ul
      className={cn(
        'grid grid-cols-[repeat(auto-fit,minmax(128px,1fr))] gap-px overflow-clip',
        !bare && 'rounded-md border',
        className,
      )}
    >
      {items.map((tile, index) => (
        <li key={index} className="px-3.5 py-[11px] shadow-[1px_1px_0_var(--line)]">
          <div
            className={cn(
              'figures text-xl font-semibold tracking-[-0.02em]',
              tile.tone && toneClass[tile.tone],
            )}
          >
            <CountLink href={tile.href}>{tile.value}</CountLink>
          </div>
          <div className="text-sm text-ink-3">{tile.label}</div>
        </li>
      ))}
    </ul>
  );
}
