'use client';

import { useRouter } from 'next/navigation';
import { toast } from '@/components/ui/toaster';
import { undoBy } from '@/components/ui/undo-by';
import type {
  EmailCampaignMoved,
  MarketingMerged,
  MarketingMergeUndone,
  MarketingSplit,
} from '@/lib/campaigns/schemas';
import { plural } from '@/lib/format';
import { mergeMarketingCampaignsAction, moveEmailCampaignAction, undoMarketingMergeAction } from '../actions';
import { PageLink } from '@/components/ui/page-link';

/** What is told after each of the verbs, and how it is taken back. */
export function useMarketingActions() {
  const router = useRouter();
  const then = (): void => router.refresh();
  return {
    merged: ({ mergeId, emailCampaigns }: MarketingMerged, into: string): void => {
      toast.good(`Merged into ${into}`, {
        detail: `${plural(emailCampaigns, 'email campaign')} came along. The codes stay valid.`,
        undo: undoBy({
          action: () => undoMarketingMergeAction({ mergeId }),
          done: 'The merge was undone',
          failed: 'The merge was not undone',
          then,
        }),
      });
      then();
    },
    unmerged: ({ back, kept }: MarketingMergeUndone): void => {
      toast.good(`${back.map(({ name }) => name).join(', ')}: separate again`, {
        detail: kept.length === 0 ? undefined : `Moved since, so left where it is: ${kept.join('; ')}.`,
      });
      then();
    },
    split: ({ id, name, fromId, emailCampaigns }: MarketingSplit): void => {
      toast.good(`${plural(emailCampaigns, 'email campaign')} split off`, {
        detail: (
          <PageLink className="prose-link" href={`/marketing-campaigns/${id}`}>
            {name}
          </PageLink>
        ),
        undo: undoBy({
          action: () => mergeMarketingCampaignsAction({ intoId: fromId, fromIds: [id] }),
          done: 'The split was undone',
          failed: 'The split was not undone',
          then,
        }),
      });
      then();
    },
    moved: ({ id, name, fromId, toId, toName }: EmailCampaignMoved): void => {
      toast.good(`${name} moved`, {
        detail: (
          <>
            It is under{' '}
            <PageLink className="prose-link" href={`/marketing-campaigns/${toId}`}>
              {toName}
            </PageLink>{' '}
            now.
          </>
        ),
        undo:
          fromId === null
            ? undefined
            : undoBy({
                action: () => moveEmailCampaignAction({ id, fromId: toId, toId: fromId }),
                done: 'Moved back',
                failed: 'Not moved back',
                then,
              }),
      });
      then();
    },
  };
}
