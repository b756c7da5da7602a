'use client';

import { useRouter } from 'next/navigation';
import { Button, LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toaster';
import { callAction } from '@/components/session/call-action';
import type { DraftCheck, DraftView } from '@/lib/sending/schemas';
import { takeOverDraftAction } from '../../actions';

/** Where Dotdigital holds something else than stands here. */
export function RemoteNotice({ draft, check: { remote } }: { draft: DraftView; check: DraftCheck }) {
  const router = useRouter();
  const takeOver = async (): Promise<void> => {
    const result = await callAction(() => takeOverDraftAction({ id: draft.id, version: draft.version }));
    if (result.ok) toast.good('Taken over', { detail: 'The draft is what stands at Dotdigital.' });
    else toast.bad('Not taken over', { detail: result.error.message });
    router.refresh();
  };
  const edit = draft.canChange && (
    <LinkButton size="sm" href={`/email-campaigns/drafts/${draft.id}/edit`}>
      Edit
    </LinkButton>
  );
  switch (remote) {
    case 'same':
      return null;
    case 'changed':
      return (
        <Notice
          tone="warn"
          title="Changed at Dotdigital."
          action={
            draft.canChange && (
              <Button size="sm" onClick={takeOver}>
                Take over what stands there
              </Button>
            )
          }
        >
          Someone changed this campaign there since it was last saved here. What stands there is what would be
          sent.
        </Notice>
      );
    case 'not_made':
    case 'gone':
      return (
        <Notice tone="warn" title="Not at Dotdigital." action={edit}>
          {remote === 'gone'
            ? 'The campaign was deleted there. Saving it makes it again.'
            : 'It could not be stored there as it stands here. Saving it tries again.'}
        </Notice>
      );
    case 'sent':
      return (
        <Notice tone="warn" title="Sent at Dotdigital.">
          Someone sent this campaign there, so it can’t be changed or sent from here.
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="warn" title="Dotdigital could not be asked.">
          Whether it holds the campaign as it stands here is looked at again before anything is sent.
        </Notice>
      );
  }
}
