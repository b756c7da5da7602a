import type { Metadata } from 'next';
import { CsvImportsTable } from '@/components/crm/csv/csv-imports-table';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { csvImportGrid, listCsvImports } from '@/lib/csv-imports';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { discardCsvImportAction } from '../actions';

export const metadata: Metadata = { title: 'Imports' };

export default async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext('crm.import');
  const query = parseTableQuery(await searchParams, csvImportGrid.table);
  const { rows, total } = await listCsvImports(ctx, query);
  return (
    <>
      <PageHeader
        title="Imports"
        trail={[{ label: 'Imports' }]}
        lede="Files that brought people in, what came of each row, and the rows that were refused."
        actions={
          <LinkButton variant="primary" href="/imports/new" hotkey="c">
            Import CSV
          </LinkButton>
        }
      />
      <CsvImportsTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        discardAction={discardCsvImportAction}
      />
    </>
  );
}
