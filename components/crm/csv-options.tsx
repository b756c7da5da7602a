'use client';

import { useId } from 'react';

import { Card, CardHeader } from '@/components/ui/card';
import { Combobox } from '@/components/ui/combobox';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { csvDelimiters, csvEncodings, CsvFormat, CsvImportOptions, type CsvMapping } from '@/lib/crm/schemas';

export function CsvFormatCard({ format, onChange }: { format: CsvFormat; onChange: (format: CsvFormat) => void }) {
  const id = useId();
  const change = (part: Record<string, unknown>): void => onChange(CsvFormat.parse({ ...format, ...part }));
  return (
    <Card>
      <CardHeader title="How the file is read" />
      <div className="grid gap-3.5 px-4 pt-3 pb-4">
        <Labelled label="Encoding" htmlFor={`${id}-encoding`}>
          <Select id={`${id}-encoding`} value={format.encoding} options={[...csvEncodings]} onChange={(event) => change({ encoding: event.target.value })} />
        </Labelled>
        <Labelled label="Delimiter" htmlFor={`${id}-delimiter`}>
          <Select id={`${id}-delimiter`} value={format.delimiter} options={[...csvDelimiters]} onChange={(event) => change({ delimiter: event.target.value })} />
        </Labelled>
        <div className="flex items-center gap-2.5">
          <Switch id={`${id}-header`} checked={format.hasHeader} onCheckedChange={(hasHeader) => change({ hasHeader })} />
          <label htmlFor={`${id}-header`}>The first row holds the names of the columns</label>
        </div>
      </div>
    </Card>
  );
}

type CsvOptionsCardProps = {
  options: CsvImportOptions;
  mapping: CsvMapping;
  owners: { id: string; name: string }[];
  onChange: (change: Partial<CsvImportOptions>) => void;
};

export function CsvOptionsCard({ options, mapping, owners, onChange }: CsvOptionsCardProps) {
  const id = useId();
  const fields = Object.values(mapping);
  const { matchBy, emptyCells, dateOrder } = CsvImportOptions.shape;
  return (
    <Card>
      <CardHeader title="What it does" />
      <div className="grid gap-4 px-4 pt-3 pb-4">
        <Labelled label="People who are here already" id={`${id}-match`}>
          <RadioGroup
            aria-labelledby={`${id}-match`}
            value={options.matchBy}
            onValueChange={(value) => onChange({ matchBy: matchBy.parse(value) })}
            options={[
              { value: 'email', label: 'Match by e-mail', hint: 'Updates the oldest record with the address. A row without an address becomes a new record.' },
              { value: 'externalId', label: 'Match by external id', hint: 'Updates the record with the same id; its address may change.', disabled: !fields.includes('externalId') },
            ]}
          />
        </Labelled>
        <Labelled label="Empty cells" id={`${id}-empty`}>
          <RadioGroup
            aria-labelledby={`${id}-empty`}
            value={options.emptyCells}
            onValueChange={(value) => onChange({ emptyCells: emptyCells.parse(value) })}
            options={[
              { value: 'keep', label: 'Keep what is there' },
              { value: 'clear', label: 'Empty the field' },
            ]}
          />
        </Labelled>
        {fields.includes('birthday') && (
          <Labelled label="Dates like 03/04/1984" htmlFor={`${id}-dates`}>
            <Select
              id={`${id}-dates`}
              value={options.dateOrder}
              options={[
                { value: 'dmy', label: 'Day first: 3 April' },
                { value: 'mdy', label: 'Month first: March 4' },
                { value: 'ymd', label: 'Year first only' },
              ]}
              onChange={(event) => onChange({ dateOrder: dateOrder.parse(event.target.value) })}
            />
          </Labelled>
        )}
        <Labelled label="Owner of new records" htmlFor={`${id}-owner`}>
          <Combobox
            id={`${id}-owner`}
            value={options.ownerId}
            clearable
            placeholder="Whoever uploaded the file"
            options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
            onChange={(ownerId) => onChange({ ownerId })}
          />
        </Labelled>
        <Labelled label="Source of new records" htmlFor={`${id}-source`}>
          <Input id={`${id}-source`} defaultValue={options.source ?? ''} maxLength={255} placeholder="Trade fair 2026" onBlur={(event) => onChange({ source: event.target.value.trim() || null })} />
        </Labelled>
      </div>
    </Card>
  );
}

function Labelled({ label, htmlFor, id, children }: { label: string; htmlFor?: string; id?: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      {htmlFor ? (
        <label htmlFor={htmlFor} className="mb-[5px] block text-md font-medium">
          {label}
        </label>
      ) : (
        <span id={id} className="mb-2 block text-md font-medium">
          {label}
        </span>
      )}
      {children}
    </div>
  );
}
