'use client';

import { Ellipsis, X } from 'lucide-react';
import type { MouseEvent } from 'react';

import { IconButton } from '../ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';

type PlaceMenuProps = {
  /** "condition 2.1" */
  name: string;
  not?: boolean;
  onNot?: () => void;
  onUp: () => void;
  onDown: () => void;
  onDuplicate: (event?: MouseEvent) => void;
  onRemove: (event?: MouseEvent) => void;
};

/** What can be done with a condition or group; the same by mouse, by touch and by keyboard. */
export function PlaceMenu({ name, not, onNot, onUp, onDown, onDuplicate, onRemove }: PlaceMenuProps) {
  return (
    <span className="flex shrink-0 items-center pt-1">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`Actions for ${name}`} size="sm">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {onNot && (
            <DropdownMenuItem onSelect={onNot}>{not ? 'Without Not' : 'Turn into Not'}</DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => onUp()} hint="Alt ↑">
            Move up
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => onDown()} hint="Alt ↓">
            Move down
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => onDuplicate()}>Duplicate</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => onRemove()}>
            Remove
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <IconButton label={`Remove ${name}`} size="sm" onClick={(event) => onRemove(event)}>
        <X aria-hidden />
      </IconButton>
    </span>
  );
}
