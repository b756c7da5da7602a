import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { seesSomeRecords, type Context } from '@/lib/context';
import { agree, plural } from '@/lib/format';

type OwnersNoticeProps = {
  ctx: Context;
  /** Of a list, so many are not shown. */
  unseenCount?: number;
  children?: ReactNode;
};

/** Above people, for whoever sees some of them alone; in it, what else holds there. */
export function OwnersNotice({ ctx, unseenCount = 0, children }: OwnersNoticeProps) {
  if (!seesSomeRecords(ctx)) return null;
  return (
    <Notice className="mb-4" title="You see the people who are yours, your teams’, or nobody’s.">
      {unseenCount > 0 &&
        `${plural(unseenCount, 'person', 'people')} of somebody else ${agree(unseenCount, 'belongs', 'belong')} to this list and ${agree(unseenCount, 'is', 'are')} not shown. `}
      {children}
    </Notice>
  );
}
