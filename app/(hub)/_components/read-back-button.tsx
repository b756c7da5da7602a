'use client';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { useLivePage } from '@/components/ui/use-live';
import { readBackAction } from '../dotdigital/connection-actions';

/** Asks for the book to be read back with an import that begins now; the page follows until it has been. */
export function ReadBackButton({ connectionId, children }: { connectionId: string; children: string }) {
  useLivePage('runs', true);
  return (
    <Button
      size="sm"
      onClick={async () => {
        const asked = await callAction(() => readBackAction({ id: connectionId }));
        if (asked.ok) toast.good('The book is being read back');
        else toast.bad('Not read back', { detail: asked.error.message });
      }}
    >
      {children}
    </Button>
  );
}
