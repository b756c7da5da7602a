'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/**
 * Asks for the page behind a link when pointer, finger or focus comes to it, and again when what came of it is thrown away while it
 * is still the nearest: a page that follows what moves does so each time it is read anew. One pair of ears for all links: a row
 * brings none.
 */
export function AskAhead() {
  const router = useRouter();
  useEffect(() => {
    let nearest: HTMLAnchorElement | null = null;
    const askFor = (link: HTMLAnchorElement): void => {
      const onInvalidate = (): void => {
        if (link === nearest && link.isConnected && link.pathname !== location.pathname) askFor(link);
      };
      // The type wants a `kind` too, which Next's documentation doesn't know and its router doesn't need.
      router.prefetch(link.href, { onInvalidate } as Parameters<typeof router.prefetch>[1]);
    };
    const comeNear = ({ target }: Event): void => {
      nearest =
        target instanceof Element
          ? target.closest<HTMLAnchorElement>('a[data-page][href]:not([target])')
          : null;
      if (nearest) askFor(nearest);
    };
    document.addEventListener('pointerover', comeNear, { passive: true });
    document.addEventListener('focusin', comeNear);
    return () => {
      nearest = null;
      document.removeEventListener('pointerover', comeNear);
      document.removeEventListener('focusin', comeNear);
    };
  }, [router]);
  return null;
}
