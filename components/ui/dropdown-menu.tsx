'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

import { cn } from './cn';
import { noteMenuButton } from './menu-button';
import { PageLink } from './page-link';
import { floating } from './popover';

/** Not modal: the page behind stays reachable and no style element is needed to lock it. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Radix.Trigger;

type ContentProps = ComponentProps<typeof Radix.Content> & {
  /** Whose menu it is, where that isn't its trigger. */
  button?: HTMLElement;
};

export function DropdownMenuContent({
  className,
  align = 'end',
  button,
  onCloseAutoFocus,
  ...rest
}: ContentProps) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={5}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          noteMenuButton(event, button);
          onCloseAutoFocus?.(event);
        }}
        className={cn(
          floating,
          'max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1 focus-visible:outline-none',
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}

const itemStyles =
  'flex w-full cursor-default items-center gap-2 rounded-[5px] px-2.5 py-[7px] text-left outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-sunken [&_svg]:size-[15px] [&_svg]:shrink-0 [&_svg]:text-ink-3';

type ItemProps = ComponentProps<typeof Radix.Item> & { tone?: 'danger'; hint?: ReactNode };

export function DropdownMenuItem({ tone, hint, className, children, ...rest }: ItemProps) {
  return (
    <Radix.Item
      className={cn(itemStyles, tone === 'danger' && 'text-bad data-highlighted:bg-bad-soft', className)}
      {...rest}
    >
      <span className="min-w-0 flex-1">
        {children}
        {hint !== undefined && <span className="block text-sm text-ink-3">{hint}</span>}
      </span>
    </Radix.Item>
  );
}

type LinkItemProps = { href: string; children: ReactNode; download?: boolean };

export function DropdownMenuLink({ href, children, download }: LinkItemProps) {
  return (
    <Radix.Item asChild className={itemStyles}>
      {download ? (
        <a href={href} download>
          {children}
        </a>
      ) : (
        <PageLink href={href}>{children}</PageLink>
      )}
    </Radix.Item>
  );
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      className={cn(itemStyles, 'pl-8 relative', className)}
      onSelect={(event) => event.preventDefault()}
      {...rest}
    >
      <Radix.ItemIndicator className="absolute left-2.5">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuRadioItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemStyles, 'relative pl-8', className)} {...rest}>
      <Radix.ItemIndicator className="absolute left-2.5">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-3">{children}</Radix.Label>;
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-line" />;
}
