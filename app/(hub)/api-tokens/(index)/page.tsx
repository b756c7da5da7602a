import type { Metadata } from 'next';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { listApiTokens } from '@/lib/api-tokens';
import { apiTokenTableOptions } from '@/lib/api-tokens/schemas';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { TokensTable } from '../_components/tokens-table';

export const metadata: Metadata = { title: 'API Tokens' };

export default async function ApiTokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext('tokens.own');
  const query = parseTableQuery(await searchParams, apiTokenTableOptions);
  const { rows, total } = await listApiTokens(ctx, query);
  const everybodys = may(ctx.actor, 'tokens.all');
  return (
    <>
      <PageHeader
        title="API Tokens"
        trail={[{ label: 'API Tokens' }]}
        lede={`${everybodys ? 'Every token, and whom it speaks for' : 'The tokens that speak for you'}: a program that has one reaches the REST API, and never does more than its person may.`}
        actions={<LinkButton variant="primary" href="/api-tokens/new" hotkey="c">Create API Token</LinkButton>}
      />
      <TokensTable rows={rows} page={{ total, pageIndex: query.page - 1, pageSize: query.size }} everybodys={everybodys} />
    </>
  );
}
