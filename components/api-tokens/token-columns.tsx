import { Chip } from '@/components/ui/chip';
import type { DataColumn } from '@/components/ui/data-table';
import { Time } from '@/components/ui/time';
import type { ApiTokenState, ApiTokenView } from '@/lib/api-tokens/schemas';

export const tokenStateWords: Record<ApiTokenState, { label: string; tone: 'good' | 'warn' | 'neutral' }> = {
  active: { label: 'works', tone: 'good' },
  expired: { label: 'expired', tone: 'warn' },
  revoked: { label: 'revoked', tone: 'neutral' },
  person_disabled: { label: 'person disabled', tone: 'warn' },
};

/** What a token's row says of it wherever tokens are shown. */
export const tokenColumns = {
  name: {
    id: 'name',
    header: 'Name',
    cell: (row) => row.name,
    secondary: (row) => `${row.prefix}…`,
    maxWidth: 260,
  },
  state: {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <Chip tone={tokenStateWords[row.state].tone}>{tokenStateWords[row.state].label}</Chip>,
  },
  lastUsedAt: {
    id: 'lastUsedAt',
    header: 'Last used',
    kind: 'date',
    cell: (row) => (row.lastUsedAt === null ? 'never used' : <Time at={row.lastUsedAt} />),
    secondary: (row) => [row.lastUsedSource, row.lastUsedProgram].filter(Boolean).join(' · '),
    maxWidth: 220,
  },
  expiresAt: {
    id: 'expiresAt',
    header: 'Expires',
    kind: 'date',
    cell: (row) => <Time at={row.expiresAt} as="day" none="never" />,
  },
} satisfies Record<string, DataColumn<ApiTokenView>>;
