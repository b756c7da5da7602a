import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmailAddress } from '@/components/ui/email-address';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import type { ReturnedPerson } from '@/lib/privacy/schemas';

/** Each of them, with the consent that allows it or without. */
export function ReturnedPeople({ people }: { people: ReturnedPerson[] }) {
  if (people.length === 0) return null;
  return (
    <Card className="mt-4" aria-label="Subscribed again">
      <CardHeader title="Subscribed again" />
      <ul className="mt-2">
        {people.map((person) => (
          <li
            key={`${person.email} ${person.account} ${person.book} ${person.backAt}`}
            className="grid gap-1 border-t px-4 py-2.5"
          >
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <PageLink
                className="prose-link min-w-0 break-words"
                href={`/privacy/person?${new URLSearchParams({ email: person.email })}`}
              >
                <EmailAddress email={person.email} />
              </PageLink>
              <Chip tone={person.consent ? 'good' : 'bad'}>
                {person.consent ? 'newer consent' : 'no newer consent'}
              </Chip>
            </div>
            <p className="text-sm text-ink-2">
              {person.leftBy === 'withdrawn' ? 'Withdrew consent' : person.leftBy}{' '}
              <Time at={person.leftAt} as="day" />.{' '}
              {person.how === 'sent' ? 'Sent as subscribed' : 'Listed as subscribed'}{' '}
              <Time at={person.backAt} as="day" />, {person.account}
              {person.book ? `, ${person.book}` : ''}
              {person.syncRunId && (
                <>
                  {' '}
                  in{' '}
                  <PageLink className="prose-link" href={`/sync-runs/${person.syncRunId}`}>
                    run {person.syncRunId}
                  </PageLink>
                </>
              )}
              .
              {person.consent && (
                <>
                  {' '}
                  Consent of <Time at={person.consent.at} as="day" />
                  {person.consent.text ? `: “${person.consent.text}”` : ''}.
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {people.length >= 500 && <CardFooter>The first 500.</CardFooter>}
    </Card>
  );
}
