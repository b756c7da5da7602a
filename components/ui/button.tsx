'use client';

import { type ComponentProps, type MouseEvent, type ReactNode, useId, useTransition } from 'react';

import { type ButtonLook, buttonStyles } from './button-styles';
import { cn } from './cn';
import { PageLink } from './page-link';
import { Tooltip } from './tooltip';

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'onClick'> &
  ButtonLook & {
    /** A promise that it gives back is waited for: until then the button is busy by itself. */
    onClick?: (event: MouseEvent<HTMLButtonElement>) => unknown;
    /** The label stays; a quiet mark says that it is under way, and a second press does nothing. */
    pending?: boolean;
    /** Why it can't be pressed now, said beside it; null: it can. No button is only grey. */
    why?: ReactNode;
    /** One key that presses it, while no field has the focus. */
    hotkey?: string;
  };

export function Button({
  variant,
  size,
  pending,
  why,
  hotkey,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const id = useId();
  const blocked = Boolean(why);
  const [working, startTransition] = useTransition();
  const busy = pending || working;
  const button = (
    <button
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || blocked || undefined}
      data-hotkey={hotkey}
      className={cn(
        buttonStyles({ variant, size }),
        busy && 'cursor-progress',
        blocked && 'cursor-not-allowed',
        className,
      )}
      onClick={(event) => {
        if (busy || blocked) {
          event.preventDefault();
          return;
        }
        const done = onClick?.(event);
        if (done instanceof Promise) startTransition(async () => void (await done));
      }}
      {...rest}
      {...(blocked ? { 'aria-describedby': id } : {})}
    >
      {busy && <PendingMark />}
      {children}
    </button>
  );
  // The box has no place of its own, so that the reason stands in the row of the buttons, before them all.
  return why === undefined ? (
    button
  ) : (
    <span className="contents">
      <span id={id} className="order-first self-center text-sm text-ink-2 empty:hidden">
        {why}
      </span>
      {button}
    </span>
  );
}

function PendingMark() {
  return (
    <span
      aria-hidden
      className="-ml-0.5 size-[11px] animate-spin rounded-full border-[1.5px] border-current border-r-transparent"
    />
  );
}

type LinkButtonProps = ComponentProps<typeof PageLink> & ButtonLook & { hotkey?: string };

export function LinkButton({ variant, size, hotkey, className, ...rest }: LinkButtonProps) {
  return (
    <PageLink data-hotkey={hotkey} className={cn(buttonStyles({ variant, size }), className)} {...rest} />
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> &
  ButtonLook & { label: string; children: ReactNode };

/** Only for what a word would crowd; the label is its name and its tooltip. */
export function IconButton({
  label,
  variant = 'quiet',
  size = 'md',
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <button
        type="button"
        aria-label={label}
        className={cn(
          buttonStyles({ variant, size }),
          size === 'sm' ? 'w-7 px-0' : 'w-[34px] px-0',
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
