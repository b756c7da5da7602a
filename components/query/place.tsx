'use client';

import { GripVertical } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Path, QueryActions, Schema } from 'react-querybuilder';

import { cn } from '../ui/cn';
import { type BuilderContext, placeWords } from './builder-context';

type Placed = {
  id?: string;
  path: Path;
  actions: QueryActions;
  schema: Pick<Schema<never, string>, 'qbId'>;
  context?: BuilderContext;
};

/** What is under way: in the document's drag data only its kind can be read while it hovers. */
let dragged: { builder: string; path: Path } | null = null;

const within = (path: Path, of: Path): boolean =>
  of.length <= path.length && of.every((step, n) => step === path[n]);

/** A place of the filter that can be taken elsewhere: with the mouse by its handle, with the keyboard by arrows on it. */
export function usePlace({ id, path, actions, schema, context }: Placed) {
  const [side, setSide] = useState<'before' | 'after' | null>(null);
  const focus = context?.focus;
  const handle = useRef<HTMLButtonElement>(null);
  // In the commit that moves it: a later effect of an earlier commit would take the wish where it stood before.
  useLayoutEffect(() => {
    if (focus?.take(id, 'handle')) handle.current?.focus();
  });

  const step = (to: 'up' | 'down'): void => {
    focus?.wish(id, 'handle');
    actions.moveRule(path, to);
    focus?.announce(`Moved ${to}.`);
  };
  const fits = (): boolean =>
    dragged !== null && dragged.builder === schema.qbId && !within(path, dragged.path);

  return {
    over: cn(
      side === 'before' && 'before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent',
      side === 'after' && 'after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent',
    ),
    drop: {
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (!fits()) return;
        event.preventDefault();
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        setSide(event.clientY < box.top + box.height / 2 ? 'before' : 'after');
      },
      onDragLeave: () => setSide(null),
      onDrop: (event: DragEvent<HTMLElement>) => {
        setSide(null);
        if (!dragged || !fits()) return;
        event.preventDefault();
        event.stopPropagation();
        const last = path.at(-1) ?? 0;
        actions.moveRule(dragged.path, [...path.slice(0, -1), side === 'after' ? last + 1 : last]);
        focus?.announce(`Moved to ${placeWords(path)}.`);
        dragged = null;
      },
    },
    move: {
      handle,
      onUp: () => step('up'),
      onDown: () => step('down'),
      onDragStart: (event: DragEvent<HTMLElement>) => {
        event.stopPropagation();
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', placeWords(path));
        dragged = { builder: schema.qbId, path };
      },
      onDragEnd: () => {
        dragged = null;
        setSide(null);
      },
      /** Alt with an arrow, wherever in the place; on a list of choices it opens that list. */
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (
          !event.altKey ||
          (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') ||
          event.target instanceof HTMLSelectElement
        )
          return;
        event.preventDefault();
        event.stopPropagation();
        step(event.key === 'ArrowUp' ? 'up' : 'down');
      },
    },
  };
}

type Move = ReturnType<typeof usePlace>['move'];

export function PlaceHandle({
  label,
  handle,
  onUp,
  onDown,
  onDragStart,
  onDragEnd,
}: Pick<Move, 'handle' | 'onUp' | 'onDown' | 'onDragStart' | 'onDragEnd'> & { label: string }) {
  return (
    <button
      ref={handle}
      type="button"
      draggable
      aria-label={label}
      title="Drag, or press the arrows up and down"
      onDragStart={onDragStart}
      onDragEnd={onDragEnd}
      onKeyDown={(event) => {
        if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        if (event.key === 'ArrowUp') onUp();
        else onDown();
      }}
      className="-ml-1 grid h-9 w-6 shrink-0 cursor-grab place-items-center rounded-sm text-ink-3 hover:text-ink active:cursor-grabbing"
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
}
