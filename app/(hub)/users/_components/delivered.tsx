'use client';

import { ShownOnce } from '@/components/ui/shown-once';
import { Notice } from '@/components/ui/notice';
import type { LinkDelivery } from '@/lib/users/schemas';

/** How the link reaches its person; the only moment in which it is seen. */
export function Delivered({ name, delivery }: { name: string; delivery: LinkDelivery }) {
  if (delivery.by === 'mail')
    return (
      <Notice tone="good" title={`A mail is on its way to ${delivery.to}.`}>
        Its link works once, for {delivery.minutes} minutes. After that {name} asks for another one under
        “Forgot your password?”, or you send one from here.
      </Notice>
    );
  return (
    <>
      <Notice tone="good" title="The link is made.">
        No mail goes out of this installation, so hand it to {name} yourself, and to nobody else. It works
        once, for {delivery.minutes} minutes, and nobody can show it again.
      </Notice>
      <ShownOnce label="Link" value={delivery.url} />
    </>
  );
}
