import type { Metadata } from 'next';
import { ExpiringTokens } from '@/components/api-tokens/expiring-tokens';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { apiTokenGrid, listApiTokens, listExpiringTokens, type ApiTokenQuery } from '@/lib/api-tokens';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { listEveryone } from '@/lib/users';
import { TokensTable } from '../_components/tokens-table';
import { agree, plural } from '@/lib/format';

export const metadata: Metadata = { title: 'API Tokens' };

const workingOnes: ApiTokenQuery = {
  q: '',
  sort: apiTokenGrid.table.defaultSort,
  filters: [{ field: 'state', type: 'choice', op: 'any', value: ['active'] }],
  page: 1,
  size: 1,
};

const countOf = (count: number, everybodys: boolean): string => {
  const whose = everybodys ? '' : ' of yours';
  return count === 0
    ? `No token${whose} works now.`
    : `${plural(count, 'token')}${whose} ${agree(count, 'works', 'work')} now.`;
};

export default async function ApiTokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext('tokens.own');
  const query = parseTableQuery(await searchParams, apiTokenGrid.table);
  const everybodys = may(ctx.actor, 'tokens.all');
  const [{ rows, total }, { total: working }, expiring, people] = await Promise.all([
    listApiTokens(ctx, query),
    listApiTokens(ctx, workingOnes),
    listExpiringTokens(ctx),
    everybodys ? listEveryone(ctx) : null,
  ]);
  return (
    <>
      <PageHeader
        title="API Tokens"
        trail={[{ label: 'API Tokens' }]}
        lede={`${countOf(working, everybodys)} A program that has one reaches the REST API, and never does more than its person may.`}
        actions={
          <LinkButton variant="primary" href="/api-tokens/new" hotkey="c">
            Create API Token
          </LinkButton>
        }
      />
      <ExpiringTokens tokens={expiring} className="mb-4" />
      <TokensTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        people={people?.map(({ id, name }) => ({ value: id, label: name })) ?? null}
      />
    </>
  );
}
