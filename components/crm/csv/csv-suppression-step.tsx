'use client';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Bytes, Num, Plural } from '@/components/ui/numbers';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { CardsSkeleton } from '@/components/ui/skeleton';
import { useViewer } from '@/components/ui/viewer';
import type { CsvImportView, CsvPreview } from '@/lib/csv-imports/schemas';
import { plural } from '@/lib/format';
import type { Result } from '@/lib/result';
import { CsvFormatCard } from './csv-format-card';
import { CsvFindings } from './csv-findings';
import { CsvStepHeader } from './csv-step-header';
import { Labelled } from './labelled';
import type { CsvStep } from './use-csv-preview';
import type { StartAction } from './use-start-import';

type CsvSuppressionStepProps = {
  file: CsvImportView;
  step: CsvStep;
  startAction: StartAction;
  discardAction: (input: { id: string }) => Promise<Result<unknown>>;
};

/** A file of addresses that must not be mailed: one column counts, and all it does is take away. */
export function CsvSuppressionStep({ file, step, ...actions }: CsvSuppressionStepProps) {
  const { locale } = useViewer();
  const { preview, format, mapping } = step;
  const rowCount = preview?.rowCount ?? file.rowCount;
  return (
    <>
      <CsvStepHeader
        file={file}
        step={step}
        lede={
          <>
            A suppression list: <Plural count={rowCount} one="row" /> in <Bytes value={file.byteCount} />.
            Nobody is opted out yet.
          </>
        }
        startLabel={`Opt out ${plural(rowCount, 'address', 'addresses', locale)}`}
        waitsFor={waitsFor(step)}
        {...actions}
      />
      {preview && format && mapping ? (
        <div className="grid grid-cols-1 gap-4">
          <Notice tone="warn" title="This file only ever takes away.">
            Whoever carries one of these addresses, contact, lead or customer, is marked as opted out. Nobody
            is created, no other value changes, and it can’t be undone.
          </Notice>
          <CsvFindings
            preview={{
              ...preview,
              optedOutCount: 0,
              warnings: preview.warnings.filter(
                ({ code }) => code !== 'full_name_split' && code !== 'digits_gone',
              ),
            }}
            step={step}
          />
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
            <Addresses preview={preview} mapping={mapping} step={step} />
            <CsvFormatCard format={format} head={preview.head} onChange={step.setFormat} />
          </div>
        </div>
      ) : (
        !step.error && <CardsSkeleton count={2} />
      )}
    </>
  );
}

type AddressesProps = { preview: CsvPreview; mapping: Record<string, string>; step: CsvStep };

function Addresses({ preview, mapping, step }: AddressesProps) {
  const chosen = Object.keys(mapping).find((index) => mapping[index] === 'email') ?? '';
  return (
    <Card>
      <CardHeader title="Addresses" right={<Plural count={preview.rowCount} one="row" />} />
      <div className="px-4 pt-3 pb-4">
        <Labelled label="Column that holds them" htmlFor="suppression-column">
          <Select
            id="suppression-column"
            value={chosen}
            placeholder="Choose a column"
            options={preview.columns.map(({ index, header, samples }) => ({
              value: String(index),
              label: header,
              hint: samples[0]?.slice(0, 40),
            }))}
            onChange={(event) =>
              step.setMapping(event.target.value === '' ? {} : { [event.target.value]: 'email' })
            }
          />
        </Labelled>
      </div>
      {chosen !== '' && (
        <ul aria-label="First addresses" className="divide-y divide-line border-t">
          {preview.rows.map((row) => (
            <li key={row.rowNumber} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <span className="figures w-14 text-sm text-ink-3">
                row <Num value={row.rowNumber} />
              </span>
              <span className="min-w-0 flex-1 cut">{row.problem ?? row.values.email ?? 'no address'}</span>
              {row.problem !== null && <Chip tone="bad">refused</Chip>}
            </li>
          ))}
        </ul>
      )}
      <CardFooter>Addresses of nobody here are listed afterwards.</CardFooter>
    </Card>
  );
}

function waitsFor({ preview, mapping, error }: CsvStep): string | null {
  if (error) return 'Waits until the file can be read.';
  if (!preview) return 'Waits until the file is looked through.';
  if (preview.rowCount === 0) return 'There is no address in it.';
  return Object.values(mapping ?? {}).includes('email')
    ? null
    : 'Waits for the column that holds the addresses.';
}
