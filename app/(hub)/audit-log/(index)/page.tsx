import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { auditGrid, listAuditLines } from '@/lib/audit';
import { packRows } from '@/lib/packed-rows';
import { parseTableQuery } from '@/lib/table-query';
import { listEveryone } from '@/lib/users';
import { AuditTable } from '../_components/audit-table';

export const metadata: Metadata = { title: 'Audit Log' };

export default async function AuditLogPage({ searchParams }: PageProps<'/audit-log'>) {
  const ctx = await requireContext('audit.read');
  const query = parseTableQuery(await searchParams, auditGrid.table);
  const [{ rows, ...paging }, users] = await Promise.all([listAuditLines(ctx, query), listEveryone(ctx)]);
  const asked = (name: string): string[] =>
    query.filters.flatMap(({ field, value }) => (field === name ? [value].flat().map(String) : []));
  return (
    <>
      <PageHeader
        title="Audit Log"
        trail={[{ label: 'Audit Log' }]}
        lede="Who changed what, when and from where, and what was refused to whom. Nobody changes a line or takes one away: each is chained to the one before."
      />
      <AuditTable
        rows={packRows(rows)}
        page={{ ...paging, pageIndex: query.cursor === null ? 0 : query.page - 1, pageSize: query.size }}
        people={users.map(({ id, name }) => ({ value: id, label: name }))}
        askedIds={asked('subjectId')}
        askedTokens={asked('token')}
      />
    </>
  );
}
