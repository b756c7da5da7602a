'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { callAction } from '@/components/session/call-action';
import { Button, LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toaster';
import {
  type CrmEntity,
  entityLabels,
  type MergeDone,
  type MergePreview,
  type MergeRecordsInput,
} from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { MergeFields } from './merge-fields';
import { MergeOutcome } from './merge-outcome';
import { entityNouns } from '../words';
import { PageLink } from '@/components/ui/page-link';

type MergeFormProps = {
  entity: CrmEntity;
  preview: MergePreview;
  mergeAction: (input: MergeRecordsInput) => Promise<Result<MergeDone>>;
};

/** Two records side by side: per field one value stays. Where only one holds something, that is what stays unless told otherwise. */
export function MergeForm({ entity, preview, mergeAction }: MergeFormProps) {
  const router = useRouter();
  const { winner, loser, fields } = preview;
  const [take, setTake] = useState(
    () =>
      new Set(
        fields.filter((field) => field.winner === null && field.loser !== null).map((field) => field.name),
      ),
  );
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<{ message: string; stale: boolean } | null>(null);
  const { path } = entityLabels[entity];
  const { many } = entityNouns[entity];

  const choose = (name: string, fromLoser: boolean): void => {
    const next = new Set(take);
    if (fromLoser) next.add(name);
    else next.delete(name);
    setTake(next);
  };
  const merge = async (): Promise<void> => {
    if (pending) return;
    setPending(true);
    setError(null);
    const result = await callAction(() =>
      mergeAction({
        winnerId: winner.id,
        winnerVersion: winner.version,
        loserId: loser.id,
        loserVersion: loser.version,
        take: [...take],
      }),
    );
    setPending(false);
    if (!result.ok) {
      setError({
        message: result.error.message,
        stale: result.error.code === 'stale',
      });
      return;
    }
    toast.good(`These 2 ${many} are one now`, { detail: 'It can be undone on this page for 30 days.' });
    router.push(`${path}/${result.data.id}`);
    router.refresh();
  };

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
      <Card>
        <CardHeader
          title="What the record holds afterwards"
          right={
            <PageLink href={`${path}/${loser.id}/merge?with=${winner.id}`} className="prose-link">
              Keep the other one instead
            </PageLink>
          }
        />
        <MergeFields preview={preview} path={path} take={take} onChoose={choose} />
      </Card>
      <div className="grid grid-cols-1 gap-4">
        <MergeOutcome entity={entity} preview={preview} take={take} />
        {error && (
          <Notice
            tone="bad"
            title="Not merged."
            action={
              error.stale && (
                <Button size="sm" onClick={() => router.refresh()}>
                  Show them as they are now
                </Button>
              )
            }
          >
            {error.message}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <LinkButton href={`${path}/${winner.id}/merge`}>Choose another</LinkButton>
          <Button variant="primary" pending={pending} onClick={() => void merge()}>
            Merge these 2 {many}
          </Button>
        </div>
      </div>
    </div>
  );
}
