import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getDraft } from '@/lib/sending';
import { DraftId } from '@/lib/sending/schemas';

export const shownDraft = pageSubject('campaigns.send', (ctx, given: { id: string }) =>
  getDraft(ctx, parseInput(DraftId, given).id),
);
