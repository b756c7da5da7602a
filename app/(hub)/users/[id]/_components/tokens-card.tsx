'use client';

import { tokenColumns } from '@/components/api-tokens/token-columns';
import { Card, CardHeader } from '@/components/ui/card';
import { CountLink } from '@/components/ui/count-link';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import type { ApiTokenView } from '@/lib/api-tokens/schemas';
import { plural } from '@/lib/format';
import { gridAddress } from '@/lib/table-query';
import type { UserView } from '@/lib/users/schemas';

type TokensCardProps = {
  user: UserView;
  /** The latest of them. */
  tokens: ApiTokenView[];
  total: number;
};

const columns = [tokenColumns.name, tokenColumns.state, tokenColumns.lastUsedAt, tokenColumns.expiresAt];

export function TokensCard({ user, tokens, total }: TokensCardProps) {
  return (
    <Card aria-label="API tokens">
      <CardHeader
        title="API tokens"
        right={
          total > 0 && (
            <CountLink href={gridAddress('/api-tokens', { person: [user.id] })}>
              {plural(total, 'token')}
            </CountLink>
          )
        }
        className="pb-2.5"
      />
      <DataTable
        bare
        label="API tokens"
        prefix="tokens"
        columns={columns}
        rows={tokens}
        rowId={(row) => row.id}
        page={{ total: tokens.length, pageIndex: 0, pageSize: Math.max(tokens.length, 1) }}
        searchPlaceholder={null}
        empty={
          <EmptyState title="No API token" className="py-8">
            No program speaks for {user.name}.
          </EmptyState>
        }
      />
    </Card>
  );
}
