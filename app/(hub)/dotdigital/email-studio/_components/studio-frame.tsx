'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { studioPath } from '@/lib/studio-path';
import { allowStudioFrameAction } from '../actions';

/** The policy of a page comes with its document: one that was reached without a load has another page's. */
const isOwnDocument = (): boolean => {
  const [load] = performance.getEntriesByType('navigation');
  return load !== undefined && new URL(load.name).pathname === studioPath;
};

const triedKey = 'studio-frame-tried';

/**
 * Dotdigital inside this page. Where the page's policy doesn't open its frame yet, it is opened and the page loaded once
 * more; leaving the page loads the next one anew, so that the opening ends here.
 */
export function StudioFrame({ integrationId, allowed }: { integrationId: string; allowed: boolean }) {
  const router = useRouter();
  const [state, setState] = useState<'waiting' | 'open' | 'closed'>('waiting');
  useEffect(() => {
    let gone = false;
    if (allowed && isOwnDocument()) {
      sessionStorage.removeItem(triedKey);
      setState('open');
    } else if (sessionStorage.getItem(triedKey) === integrationId) {
      setState('closed');
    } else {
      sessionStorage.setItem(triedKey, integrationId);
      const allowing = allowed ? Promise.resolve() : allowStudioFrameAction({ integrationId });
      void allowing.then(() => gone || window.location.reload());
    }
    return () => {
      gone = true;
    };
  }, [allowed, integrationId]);
  useEffect(
    () => () => {
      queueMicrotask(() => {
        if (window.location.pathname !== studioPath && isOwnDocument()) window.location.reload();
      });
    },
    [],
  );
  if (state === 'waiting') return <Skeleton className="h-[72vh] min-h-[420px] w-full" />;
  if (state === 'closed')
    return (
      <p role="status" className="text-ink-2">
        This browser keeps Dotdigital out of the page. Open it in a new tab.
      </p>
    );
  return (
    <iframe
      title="Dotdigital"
      src={`/api/email-studio/${integrationId}/open`}
      // Only what is ours can be read from here: the answer that says why Dotdigital was not opened. The page says it too.
      onLoad={(event) => event.currentTarget.contentDocument?.title && router.refresh()}
      referrerPolicy="no-referrer"
      sandbox="allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
      className="surface-card h-[72vh] min-h-[420px] w-full"
    />
  );
}
