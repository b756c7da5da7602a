'use client';

import { useQuery } from '@tanstack/react-query';
import { postQuestion } from '@/components/marketing-lists/post-question';
import { useAfterPause } from '@/components/marketing-lists/use-after-pause';
import { Plural } from '@/components/ui/numbers';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { MappingEffect } from '@/lib/data-fields/schemas';
import { wholeRows, type EditorRow } from './editor-rows';

type EffectProps = { integrationId: string; entity: CrmEntity; rows: EditorRow[] };

/** What saving would set going: who is sent again, how many calls and minutes that takes. */
export function MappingEffectLine({ integrationId, entity, rows }: EffectProps) {
  const { settled, pending } = useAfterPause(
    JSON.stringify({ integrationId, entity, rows: wholeRows(rows) }),
    800,
  );
  const { data, error } = useQuery({
    queryKey: ['mapping-effect', settled],
    queryFn: ({ signal }) =>
      postQuestion<MappingEffect>(
        '/api/data-field-mappings/effect',
        settled,
        signal,
        'The server could not be reached, so it can’t be said whom this would send again.',
      ),
    retry: false,
  });
  return (
    <p role="status" className="text-sm text-ink-2">
      {error ? (
        error.message
      ) : !data || pending ? (
        'Counting whom this would send again…'
      ) : (
        <Effect of={data} />
      )}
    </p>
  );
}

function Effect({ of }: { of: MappingEffect }) {
  if (of.peopleCount === 0) return 'Saving sends nobody again.';
  return (
    <>
      Saving sends <Plural count={of.peopleCount} one="person" many="people" /> again in{' '}
      <Plural count={of.bookCount} one="address book" />: about <Plural count={of.callCount} one="call" /> and{' '}
      <Plural count={of.minutes} one="minute" />{' '}
      {of.isMeasured ? 'at the pace of the last exports.' : 'at an assumed pace, since nothing was sent yet.'}
    </>
  );
}
