'use client';

import { useState } from 'react';
import type { ConnectPreviewView, PlanPerson, PlanShow } from '@/lib/export/schemas';
import { planShows } from '@/lib/export/schemas';
import { MailOfPerson } from './mail-of-person';
import { PeopleOfKinds } from './people-of-kinds';
import { previewQuery, type PreviewTarget } from './preview-query';

const words: Record<PlanShow, string> = {
  add: 'added',
  update: 'updated',
  remove: 'removed',
  unsubscribe: 'unsubscribed',
  skip: 'left out',
  strangers: 'strangers who stay',
};

const countOf = ({ counts, strangers }: ConnectPreviewView, show: PlanShow): number =>
  show === 'strangers' ? strangers : counts[show];

/** Who is behind the numbers of a first sync, and the mail as they get it. */
export function PlanPeople({ target, preview }: { target: PreviewTarget; preview: ConnectPreviewView }) {
  const [mailOf, setMailOf] = useState<PlanPerson | null>(null);
  const kinds = planShows
    .map((show) => ({
      show,
      words: words[show],
      count: countOf(preview, show),
      first: preview.faces[show] ?? [],
    }))
    .filter(({ count }) => count > 0);
  return (
    <>
      <PeopleOfKinds
        kinds={kinds}
        path={`/api/connections/people?${previewQuery(target)}`}
        onMail={setMailOf}
      />
      {mailOf?.recordId && (
        <MailOfPerson
          key={mailOf.recordId}
          integrationId={target.integrationId}
          addressBookId={target.addressBookId}
          recordId={mailOf.recordId}
          name={mailOf.name ?? mailOf.email ?? ''}
          onClose={() => setMailOf(null)}
        />
      )}
    </>
  );
}
