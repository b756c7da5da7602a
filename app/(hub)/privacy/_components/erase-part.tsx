'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Select } from '@/components/ui/select';
import { plural } from '@/lib/format';
import {
  askedReasons,
  erasureReasons,
  type EraseInput,
  type ErasurePreview,
  type PersonAsked,
} from '@/lib/privacy/schemas';
import { eraseAction } from '../actions';

type Reason = NonNullable<EraseInput['reason']>;

/** What was shown is what is erased: whoever looked too long ago looks again. */
export function ErasePart({ asked, preview }: { asked: PersonAsked; preview: ErasurePreview }) {
  const router = useRouter();
  const [reason, setReason] = useState<Reason>('asked');
  const [emptyBin, setEmptyBin] = useState(false);
  const [open, setOpen] = useState(false);
  const rows = preview.places.reduce((sum, { count }) => sum + count, 0);
  const accounts = preview.accounts.map(({ name }) => name).join(', ');
  return (
    <Card className="mt-4" aria-label="Erase this person">
      <CardHeader title="Erase this person" />
      <CardBody className="grid gap-3">
        <label className="grid max-w-[420px] gap-1">
          <span className="text-md font-medium">Why</span>
          <Select
            value={reason}
            onChange={(event) => setReason(askedReasons.find((one) => one === event.target.value) ?? 'asked')}
            options={askedReasons.map((value) => ({ value, label: erasureReasons[value] }))}
          />
        </label>
        {accounts !== '' && (
          <label className="flex items-start gap-2.5">
            <Checkbox className="mt-1" checked={emptyBin} onCheckedChange={setEmptyBin} />
            <span className="min-w-0">
              Empty the recycle bin of each account afterwards
              <span className="block text-sm text-ink-2">
                Dotdigital moves who is deleted there first. Everything in it goes for good, also what others
                put there.
              </span>
            </span>
          </label>
        )}
        <div>
          <Button variant="danger" onClick={() => setOpen(true)}>
            Erase…
          </Button>
        </div>
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title="Erase this person for good"
          goes={`${plural(preview.records.length, 'record')} and ${plural(rows, 'row')} about them go from here${accounts === '' ? '' : `, and the contact from ${accounts}`}. Nobody can take this back.`}
          stays="Figures of campaigns stay as they are, about nobody. A keyed fingerprint of the address keeps them out until somebody lifts that."
          typeName="erase"
          confirm="Erase"
          onConfirm={async () => {
            const result = await eraseAction({ person: asked, reason, emptyBin, shown: preview.shown });
            if (result.ok) router.push(`/privacy/erasures/${result.data.id}`);
            return result;
          }}
        />
      </CardBody>
    </Card>
  );
}
