'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks for the page behind a link when pointer, finger or focus comes to it. One pair of ears for all links: a row brings none. */
export function AskAhead() {
  const router = useRouter();
  useEffect(() => {
    const comeNear = ({ target }: Event): void => {
      const link = target instanceof Element ? target.closest('a[data-page]:not([target])') : null;
      const href = link?.getAttribute('href');
      if (href) router.prefetch(href);
    };
    document.addEventListener('pointerover', comeNear, { passive: true });
    document.addEventListener('focusin', comeNear);
    return () => {
      document.removeEventListener('pointerover', comeNear);
      document.removeEventListener('focusin', comeNear);
    };
  }, [router]);
  return null;
}
