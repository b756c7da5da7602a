'use client';

import { Button } from '@/components/ui/button';
import { Truncate } from '@/components/ui/truncate';
import { ValueChanges } from '@/components/sync-runs/value-changes';
import type { PlanPerson } from '@/lib/export/schemas';
import { PageLink } from '../ui/page-link';

type FacesProps = {
  label: string;
  people: readonly PlanPerson[];
  /** Shows the mail as this person gets it. */
  onMail?: (person: PlanPerson) => void;
};

/** People by name, with what would change at Dotdigital, from what it holds to what it would. */
export function Faces({ label, people, onMail }: FacesProps) {
  return (
    <ul aria-label={label} className="divide-y rounded-md border">
      {people.map((person) => (
        <li key={person.key} className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-2">
          <div className="min-w-0 flex-[1_1_180px]">
            <Truncate className="font-medium">
              {person.recordPath ? (
                <PageLink href={person.recordPath} target="_blank" className="hover:underline">
                  {person.name ?? person.email ?? 'without an address'}
                </PageLink>
              ) : (
                (person.name ?? person.email ?? 'without an address')
              )}
            </Truncate>
            {person.name !== null && (
              <Truncate className="text-sm text-ink-3">{person.email ?? 'no e-mail address'}</Truncate>
            )}
          </div>
          <div className="min-w-0 flex-[2_1_220px] text-sm break-words text-ink-2">
            {person.reason ?? <ValueChanges changes={person.changes} />}
          </div>
          {onMail && person.recordId !== null && (
            <Button size="sm" variant="quiet" onClick={() => onMail(person)}>
              Show mail
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
