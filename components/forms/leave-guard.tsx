'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

import { Button } from '../ui/button';
import { Dialog, DialogClose } from '../ui/dialog';
import { askBy, leave, unsaved } from './unsaved';

/**
 * Asks before a half-filled form is left: by a link, by Back or Forward where the browser lets a page ask (the Navigation API), by a
 * reload or a closed tab in the browser's own words. The draft stays either way, unless it is thrown away here.
 */
export function LeaveGuard() {
  const router = useRouter();
  const [go, setGo] = useState<(() => void) | null>(null);
  useEffect(() => {
    const ask = (next: () => void): void => {
      unsaved.keep();
      setGo(() => next);
    };
    const onClick = (event: MouseEvent): void => {
      const link = leavingLink(event);
      if (!link || !unsaved.exists()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // A menu that held the link may be closed by then.
      ask(() => (link.isConnected ? link.click() : router.push(link.href)));
    };
    const onTraverse = (event: NavigateEvent): void => {
      if (event.navigationType !== 'traverse' || !event.cancelable || !unsaved.exists()) return;
      if (!leaves(event.destination.url)) return;
      event.preventDefault();
      const { key } = event.destination;
      ask(() => window.navigation.traverseTo(key));
    };
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (!unsaved.exists()) return;
      unsaved.keep();
      event.preventDefault();
    };
    const stopAsking = askBy(ask);
    // Before React's own listeners, which sit on the document.
    window.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    const { navigation } = window as { navigation?: Navigation };
    navigation?.addEventListener('navigate', onTraverse);
    return () => {
      stopAsking();
      window.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
      navigation?.removeEventListener('navigate', onTraverse);
    };
  }, [router]);
  if (!go) return null;
  const away = (): void => {
    setGo(null);
    leave(go);
  };
  return (
    <Dialog
      open
      onOpenChange={() => setGo(null)}
      width="sm"
      title="Leave this form?"
      footer={
        <>
          <DialogClose asChild>
            <Button>Stay here</Button>
          </DialogClose>
          <Button
            variant="danger"
            onClick={() => {
              unsaved.discard();
              away();
            }}
          >
            Discard and leave
          </Button>
          <Button variant="primary" onClick={away}>
            Leave
          </Button>
        </>
      }
    >
      <p>
        {unsaved.isKept()
          ? 'It isn’t saved. What you typed is kept as a draft in this tab, and stands in the form again when you come back.'
          : 'It isn’t saved. What you typed is kept as a draft in this tab, but for passwords and what is too large for the browser.'}
      </p>
    </Dialog>
  );
}

/** A link that would take this tab to another page. */
function leavingLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.hasAttribute('download') || (link.target && link.target !== '_self')) return null;
  return leaves(link.href) ? link : null;
}

function leaves(address: string): boolean {
  const { origin, pathname, search } = new URL(address);
  return (
    origin !== window.location.origin ||
    pathname + search !== window.location.pathname + window.location.search
  );
}
