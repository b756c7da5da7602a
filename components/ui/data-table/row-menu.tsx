'use client';

import { useRef } from 'react';
import { createPortal } from 'react-dom';

import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '../dropdown-menu';
import { MenuActions } from './menu-actions';
import type { RowAction } from './types';

export type OpenMenu = { rowId: string; button: HTMLElement };

type RowMenuProps = { open: OpenMenu | null; actions: RowAction[]; onClose: () => void };

/** The one menu of a table, at the button of the row that asks for it. */
export function RowMenu({ open, actions, onClose }: RowMenuProps) {
  return (
    // There before it opens, so that it knows whether a key opened it.
    <DropdownMenu open={open !== null} onOpenChange={(next) => !next && onClose()}>
      {open && <MenuAt key={open.rowId} button={open.button} actions={actions} />}
    </DropdownMenu>
  );
}

function MenuAt({ button, actions }: { button: HTMLElement; actions: RowAction[] }) {
  const leftByPointer = useRef(false);
  return (
    <>
      {createPortal(
        <DropdownMenuTrigger asChild>
          <span aria-hidden className="pointer-events-none absolute inset-0" />
        </DropdownMenuTrigger>,
        button,
      )}
      <DropdownMenuContent
        aria-labelledby={undefined}
        aria-label={button.getAttribute('aria-label') ?? undefined}
        button={button}
        onInteractOutside={(event) => {
          // The button closes its menu itself.
          if (event.target instanceof Node && button.contains(event.target)) event.preventDefault();
          else leftByPointer.current = true;
        }}
        onCloseAutoFocus={() => {
          if (!leftByPointer.current) button.focus();
        }}
      >
        <MenuActions actions={actions} />
      </DropdownMenuContent>
    </>
  );
}
