'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';

import { buttonStyles } from './button-styles';
import { cn } from './cn';
import { focusedBefore } from './menu-button';

export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button that opens it, when nobody else does. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, right-aligned; `left` of them stands what leads elsewhere. */
  footer?: ReactNode;
  footerLeft?: ReactNode;
  width?: 'sm' | 'md' | 'lg';
};

const widths = { sm: 'max-w-[460px]', md: 'max-w-[720px]', lg: 'max-w-[960px]' };

export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  children,
  footer,
  footerLeft,
  width = 'md',
}: DialogProps) {
  const before = useRef<Element>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger !== undefined && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Scrim>
          <Radix.Content
            {...(description === undefined ? { 'aria-describedby': undefined } : {})}
            onOpenAutoFocus={() => {
              before.current = document.activeElement;
            }}
            onCloseAutoFocus={(event) => {
              if (trigger !== undefined) return;
              event.preventDefault();
              focusedBefore(before.current)?.focus();
            }}
            className={cn(
              'relative flex max-h-[calc(100dvh-32px)] w-full animate-rise flex-col rounded-lg border bg-surface shadow-pop focus-visible:outline-none',
              widths[width],
            )}
          >
            <div className="px-[22px] pt-[18px] pr-14 pb-1">
              <Radix.Title className="text-lg font-semibold tracking-[-0.01em]">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-0.5 text-ink-2">{description}</Radix.Description>
              )}
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto px-[22px] pt-2.5 pb-[18px]">{children}</div>
            {(footer !== undefined || footerLeft !== undefined) && (
              <div className="flex flex-wrap items-center gap-2 border-t px-[22px] py-[13px]">
                {footerLeft}
                <div className="ml-auto flex flex-wrap justify-end gap-2 max-sm:w-full max-sm:[&_:is(a,button)]:grow">
                  {footer}
                </div>
              </div>
            )}
            {/* Last, so that the first field or Cancel has the focus when it opens. */}
            <Radix.Close
              aria-label="Close"
              className={cn(
                buttonStyles({ variant: 'quiet', size: 'sm' }),
                'absolute top-4 right-4 w-7 px-0',
              )}
            >
              <X aria-hidden />
            </Radix.Close>
          </Radix.Content>
        </Scrim>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Our own overlay: Radix's would lock the page by a style element, which the content security policy refuses. */
export function Scrim({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      data-scroll-lock=""
      className={cn(
        'fixed inset-0 z-40 grid animate-fade grid-cols-1 place-items-center overflow-y-auto bg-scrim p-4',
        className,
      )}
    >
      {children}
    </div>
  );
}
