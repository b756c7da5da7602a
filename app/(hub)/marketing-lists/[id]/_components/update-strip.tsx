'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Strip } from '@/components/ui/strip';
import { Chip } from '@/components/ui/chip';
import { Time } from '@/components/ui/time';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import { UpdateDialog } from './update-dialog';
import { updateQuestion } from './update-question';

type UpdateStripProps = {
  id: string;
  evaluatedAt: string | null;
  filterChanged: boolean;
  canChange: boolean;
};

/** How far an on-demand list is behind what its filter means now, with the button that brings it there. */
export function UpdateStrip({ id, evaluatedAt, filterChanged, canChange }: UpdateStripProps) {
  const { locale } = useViewer();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({ ...updateQuestion(id), staleTime: 30_000 });
  const behind = data ? data.joining + data.leaving : 0;
  return (
    <>
      <Strip
        state={
          error ? (
            <Chip tone="bad">Not known</Chip>
          ) : !data ? (
            <Chip>On demand</Chip>
          ) : behind === 0 ? (
            <Chip tone="good">Up to date</Chip>
          ) : (
            <Chip tone="warn">Behind</Chip>
          )
        }
        right={
          canChange ? (
            <Button size="sm" variant={behind > 0 ? 'primary' : 'default'} onClick={() => setOpen(true)}>
              Update
            </Button>
          ) : undefined
        }
      >
        {error ? (
          <>How far it is behind could not be worked out: {error.message}</>
        ) : !data ? (
          <>Looking how far the list is behind its filter</>
        ) : behind === 0 ? (
          <>The people below are those that the filter means now</>
        ) : (
          <>
            The filter{filterChanged && ', changed since,'} means <b>{formatNumber(data.joining, locale)}</b>{' '}
            more and <b>{formatNumber(data.leaving, locale)}</b> of these no longer
          </>
        )}
        , last updated <Time at={evaluatedAt} none="never" />
      </Strip>
      {open && <UpdateDialog id={id} onOpenChange={setOpen} />}
    </>
  );
}
