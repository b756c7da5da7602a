'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { useIntegrationActions } from '../integrations/_hooks/use-integration-actions';

/** Asks the accounts now instead of at their next turn, and looks again until something has come. */
export function BringInButton({ integrations }: { integrations: { id: string; name: string }[] }) {
  const router = useRouter();
  const { scheduleSync } = useIntegrationActions();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setInterval(() => router.refresh(), 2_000);
    return () => clearInterval(timer);
  }, [asked, router]);
  if (integrations.length === 0) return null;
  return (
    <Button
      size="sm"
      onClick={async () => {
        for (const integration of integrations) await scheduleSync(integration);
        setAsked(true);
      }}
    >
      Bring results in now
    </Button>
  );
}
