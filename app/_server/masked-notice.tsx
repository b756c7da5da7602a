import { Notice } from '@/components/ui/notice';
import type { Context } from '@/lib/context';

/** Above people, for whoever reads them masked. */
export function MaskedNotice({ ctx: { actor } }: { ctx: Context }) {
  if (actor.kind !== 'person' || actor.seesPeople !== 'masked') return null;
  return (
    <Notice className="mb-4" title="Personal data is masked.">
      Searches, filters and orders go by what is shown here.
    </Notice>
  );
}
