import { PageLink } from '@/components/ui/page-link';
import type { Context } from '@/lib/context';
import { findDraftOf } from '@/lib/sending';

/** Where the campaign was made here: who sent it, to whom, and who was left out then. */
export async function MadeHere({ ctx, id }: { ctx: Context; id: string }) {
  if ((await findDraftOf(ctx, id)) === null) return null;
  return (
    <>
      {' '}
      <PageLink className="prose-link" href={`/email-campaigns/drafts/${id}`}>
        Made and sent from here
      </PageLink>
      .
    </>
  );
}
