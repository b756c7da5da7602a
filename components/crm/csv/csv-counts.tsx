import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Num, Plural } from '@/components/ui/numbers';
import { type Tile, Tiles } from '@/components/ui/tiles';
import { WorkProgress } from '@/components/ui/work-progress';
import type { CsvImportView } from '@/lib/csv-imports/schemas';
import { importStateOf } from '../words';
import { agree } from '@/lib/format';

export const isMoving = (view: CsvImportView): boolean => view.state === 'queued' || view.state === 'running';

/** What came of each row, while it comes in and afterwards. */
export function CsvCounts({ view }: { view: CsvImportView }) {
  const only = view.kind === 'suppression';
  return (
    <Card>
      <CardHeader
        title="Rows"
        right={<Chip tone={importStateOf(view).tone}>{importStateOf(view).label}</Chip>}
      />
      {isMoving(view) && (
        <WorkProgress
          label="Import"
          done={view.doneRowCount}
          total={view.state === 'queued' ? null : view.rowCount}
        >
          <Num value={view.doneRowCount} /> of <Plural count={view.rowCount} one="row" /> done.
        </WorkProgress>
      )}
      <Tiles bare className="mt-2.5 border-t" items={only ? suppressed(view) : brought(view)} />
      <CardFooter>
        {only
          ? 'An address that stands in the file twice counts twice.'
          : 'A person named twice in the file counts once as created and then as updated or unchanged.'}
        {view.skippedCount > 0 && (
          <>
            {' '}
            <a href={`/api/csv-imports/${view.id}/errors?outcome=skipped`} download className="prose-link">
              {only ? 'Download the addresses of nobody here' : 'Download the rows that were left out'}
            </a>
          </>
        )}
      </CardFooter>
    </Card>
  );
}

const refused = ({ rejectedCount }: CsvImportView): Tile => ({
  value: <Num value={rejectedCount} />,
  label: 'refused',
  ...(rejectedCount > 0 ? { tone: 'bad' as const } : {}),
});

const brought = (view: CsvImportView): Tile[] => [
  { value: <Num value={view.createdCount} />, label: 'created' },
  { value: <Num value={view.updatedCount} />, label: 'updated' },
  { value: <Num value={view.unchangedCount} />, label: 'unchanged' },
  ...(view.skippedCount > 0 ? [{ value: <Num value={view.skippedCount} />, label: 'left out' }] : []),
  refused(view),
  {
    value: <Num value={view.leftCount} />,
    label: agree(view.leftCount, 'value left empty', 'values left empty'),
  },
];

const suppressed = (view: CsvImportView): Tile[] => [
  { value: <Num value={view.updatedCount} />, label: 'opted out' },
  { value: <Num value={view.unchangedCount} />, label: 'opted out before' },
  { value: <Num value={view.skippedCount} />, label: 'nobody here' },
  refused(view),
];
