'use client';

import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { ShownOnce } from '@/components/ui/shown-once';
import type { CreatedApiToken, Scope } from '@/lib/api-tokens/schemas';

/** The only moment in which the token is seen. */
export function MadeToken({ made, own }: { made: CreatedApiToken; own: boolean }) {
  return (
    <Card className="grid max-w-[640px] grid-cols-[minmax(0,1fr)] gap-4 p-5">
      <Notice tone="good" title={`${made.name} is made.`}>
        {own ? 'It speaks for you.' : `It speaks for ${made.ownerEmail}.`} Copy it now: only its fingerprint
        is kept here, so nobody can show it again.
      </Notice>
      <ShownOnce label="Token" value={made.token} />
      <div>
        <p className="mb-1.5 text-md font-medium">Try it</p>
        <pre className="overflow-x-auto rounded-sm bg-sunken p-3 font-mono text-sm">
          <code>
            {'curl -H "Authorization: Bearer $TOKEN" \\\n  "'}
            <Origin />
            /api/v1/{firstLook(made.scopes)}&quot;
          </code>
        </pre>
      </div>
      <div className="flex justify-end">
        <LinkButton variant="primary" href="/api-tokens">
          Done
        </LinkButton>
      </div>
    </Card>
  );
}

const readable: Partial<Record<Scope, string>> = {
  'records:read': 'contacts?limit=1',
  'lists:read': 'marketing-lists?limit=1',
  'integrations:read': 'integrations?limit=1',
  'connections:read': 'connections?limit=1',
  'statistics:read': 'email-campaigns?limit=1',
  admin: 'email-campaigns?limit=1',
};

/** Something that this token may read; with none, the list of what there is. */
const firstLook = (scopes: readonly Scope[]): string =>
  scopes.flatMap((scope) => readable[scope] ?? [])[0] ?? 'openapi.json';

function Origin() {
  return <span suppressHydrationWarning>{typeof window === 'undefined' ? '' : window.location.origin}</span>;
}
