import type { Metadata } from 'next';
import { AuditLink } from '@/components/audit/audit-link';
import { LivePage } from '@/components/ui/live-page';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { getInsightData, insightGrid, listInsightItems } from '@/lib/insight-data';
import type { InsightCollectionView } from '@/lib/insight-data/schemas';
import { packRows } from '@/lib/packed-rows';
import { may } from '@/lib/permissions';
import { parseTableQuery } from '@/lib/table-query';
import { shownIntegration } from '../shown-integration';
import { CollectionCard } from './_components/collection-card';
import { ItemsTable } from './_components/items-table';

export const metadata: Metadata = { title: 'Insight data' };

/** Which orders and carts of the account's people Dotdigital holds, and how the others stand. */
export default async function InsightDataPage({
  params,
  searchParams,
}: PageProps<'/integrations/[id]/insight-data'>) {
  const { ctx, subject: integration } = await shownIntegration.read(params, 'insight.read');
  const { id, name, active } = integration;
  const query = parseTableQuery(await searchParams, insightGrid.table);
  const [collections, { rows, total }] = await Promise.all([
    getInsightData(ctx, id),
    listInsightItems(ctx, id, query),
  ]);
  const mayRetry = may(ctx.actor, 'integrations.sync');
  return (
    <>
      <PageHeader
        title="Insight data"
        trail={[
          { label: 'Integrations', href: '/integrations' },
          { label: name, href: `/integrations/${id}` },
          { label: 'Insight data' },
        ]}
        lede="Orders and carts of customers whom a connected list holds in its address book, for segments, programs and reports at Dotdigital. Whoever leaves the book, opts out or is deleted takes theirs along."
        actions={<AuditLink subject="integration" id={id} />}
      />
      <LivePage subject={`insight:${id}`} isMoving={collections.some(isUnderWay)} />
      {!active && (
        <Notice tone="warn" className="mb-4" title="The integration is deactivated.">
          Nothing is sent or deleted until it is active again, and nothing is lost.
        </Notice>
      )}
      <div className="grid grid-cols-1 gap-4">
        {collections.map((collection) => (
          <CollectionCard
            key={collection.kind}
            integrationId={id}
            collection={collection}
            maySwitch={may(ctx.actor, 'insight.write')}
            mayRetry={mayRetry}
          />
        ))}
        <ItemsTable
          integrationId={id}
          mayRetry={mayRetry}
          rows={packRows(rows)}
          page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        />
      </div>
    </>
  );
}

const isUnderWay = ({ isAsked, counts }: InsightCollectionView): boolean =>
  isAsked || counts.waiting + counts.sending + counts.accepted + counts.leaving > 0;
