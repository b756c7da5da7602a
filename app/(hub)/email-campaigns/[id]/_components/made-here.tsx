import Link from 'next/link';
import type { Context } from '@/lib/context';
import { findDraftOf } from '@/lib/sending';

/** Where the campaign was made here: who sent it, to whom, and who was left out then. */
export async function MadeHere({ ctx, id }: { ctx: Context; id: string }) {
  if ((await findDraftOf(ctx, id)) === null) return null;
  return (
    <>
      {' '}
      <Link className="prose-link" href={`/email-campaigns/drafts/${id}`}>
        Made and sent from here
      </Link>
      .
    </>
  );
}
