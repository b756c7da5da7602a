import type { Metadata } from 'next';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { apiTokenGrid, listApiTokens, type ApiTokenQuery } from '@/lib/api-tokens';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
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
  const [{ rows, total }, { total: working }] = await Promise.all([
    listApiTokens(ctx, query),
    listApiTokens(ctx, workingOnes),
  ]);
  const everybodys = may(ctx.actor, 'tokens.all');
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
      <TokensTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        everybodys={everybodys}
      />
    </>
  );
}
