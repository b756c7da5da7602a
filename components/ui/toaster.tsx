'use client';

import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';

import { Button, IconButton } from './button';
import { cn } from './cn';
import { dismissToast, type ToastItem, toastStore } from './toast-store';

export { toast } from './toast-store';

const none: readonly ToastItem[] = [];
const dot = { good: 'bg-good', bad: 'bg-bad', neutral: 'bg-ink-3' };

/** On Radix and not on sonner, which needs a style element that our content security policy refuses. */
export function Toaster() {
  const items = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => none);
  return (
    <Radix.Provider duration={6000} label="Messages" swipeDirection="down">
      {items.map((item) => (
        <ToastCard key={item.id} item={item} />
      ))}
      <Radix.Viewport className="fixed right-4 bottom-4 z-50 grid w-[min(380px,calc(100vw-32px))] gap-2 focus-visible:outline-none print:hidden" />
    </Radix.Provider>
  );
}

function ToastCard({ item }: { item: ToastItem }) {
  return (
    <Radix.Root
      type={item.tone === 'bad' ? 'foreground' : 'background'}
      duration={item.action ? 20_000 : item.tone === 'bad' ? 12_000 : undefined}
      onOpenChange={(open) => !open && dismissToast(item.id)}
      className="flex animate-rise items-start gap-2.5 rounded-md border bg-surface py-2.5 pr-2 pl-3.5 shadow-pop"
    >
      <span aria-hidden className={cn('mt-[7px] size-1.5 shrink-0 rounded-full', dot[item.tone])} />
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium break-words">{item.text}</Radix.Title>
        {item.detail !== undefined && (
          <Radix.Description className="text-sm text-ink-2">{item.detail}</Radix.Description>
        )}
      </div>
      {item.action && (
        <Radix.Action asChild altText={item.action.label} onClick={item.action.onSelect}>
          <Button size="sm">{item.action.label}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label="Close" size="sm" className="-my-1">
          <X aria-hidden />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  );
}
