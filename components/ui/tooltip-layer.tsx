'use client';

import { Tooltip as Radix } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';

import { tooltipOf } from './tooltip-text';
import { useViewer } from './viewer';

type Shown = { host: HTMLElement; text: string; box: DOMRect };

const delayMs = 350;
/** Long enough to move onto the tooltip itself, and from one host to the next without waiting again. */
const graceMs = 150;

/**
 * The one tooltip of the page. It listens for pointer and focus anywhere, so that what a table repeats a hundred times carries
 * nothing of its own for it.
 */
export function TooltipLayer() {
  const { zone } = useViewer();
  const [shown, setShown] = useState<Shown | null>(null);
  const anchor = useRef<HTMLSpanElement>(null);

  useEffect(() => watchHosts(zone, setShown), [zone]);
  useEffect(() => {
    const id = anchor.current?.getAttribute('aria-describedby');
    if (!shown || !id) return;
    const before = shown.host.getAttribute('aria-describedby');
    shown.host.setAttribute('aria-describedby', before ? `${before} ${id}` : id);
    return () => {
      if (before === null) shown.host.removeAttribute('aria-describedby');
      else shown.host.setAttribute('aria-describedby', before);
    };
  }, [shown]);

  if (!shown) return null;
  const { left, top, width, height } = shown.box;
  return (
    <Radix.Provider>
      <Radix.Root open>
        <Radix.Trigger asChild>
          <span
            ref={anchor}
            aria-hidden
            className="pointer-events-none fixed"
            style={{ left, top, width, height }}
          />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side="top"
            sideOffset={6}
            collisionPadding={8}
            data-tooltip=""
            className="z-50 max-w-80 animate-fade rounded-sm bg-ink px-2 py-1 text-sm break-words text-canvas shadow-pop"
          >
            {shown.text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}

function watchHosts(zone: string, show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: HTMLElement | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;

  const later = (milliseconds: number, work: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
  const hide = (): void => {
    clearTimeout(timer);
    if (current) hiddenAt = performance.now();
    current = null;
    show(null);
  };
  const open = (found: { host: HTMLElement; text: string }): void => {
    clearTimeout(timer);
    current = found.host;
    show({ ...found, box: found.host.getBoundingClientRect() });
  };

  const onPointerOver = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || event.buttons > 0) return;
    if (event.target instanceof Element && event.target.closest('[data-tooltip]')) return clearTimeout(timer);
    const found = tooltipOf(event.target, zone);
    if (found && found.host === current) return clearTimeout(timer);
    if (!found) {
      if (current) later(graceMs, hide);
      else clearTimeout(timer);
      return;
    }
    const justHidden = performance.now() - hiddenAt < 2 * graceMs;
    later(current || justHidden ? graceMs : delayMs, () => open(found));
  };
  const onFocusIn = (event: FocusEvent): void => {
    if (!(event.target instanceof Element) || !event.target.matches(':focus-visible')) return;
    const found = tooltipOf(event.target, zone);
    if (found) open(found);
    else hideShown();
  };
  const hideShown = (): void => {
    if (current) hide();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') hideShown();
  };
  const ways: [string, (event: never) => void][] = [
    ['pointerover', onPointerOver],
    ['focusin', onFocusIn],
    ['focusout', hide],
    ['pointerdown', hide],
    ['scroll', hideShown],
    ['keydown', onKeyDown],
  ];
  for (const [name, listener] of ways) document.addEventListener(name, listener as EventListener, true);
  return () => {
    clearTimeout(timer);
    for (const [name, listener] of ways) document.removeEventListener(name, listener as EventListener, true);
  };
}
