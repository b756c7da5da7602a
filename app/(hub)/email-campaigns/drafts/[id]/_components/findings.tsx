'use client';

import { CountLink } from '@/components/ui/count-link';
import { Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { agree, plural } from '@/lib/format';
import { bookStateWords, type DraftCheck, type DraftView, type MarkCheck } from '@/lib/sending/schemas';
import { leftOutHref, recipientsHref } from './check-query';
import { PageLink } from '@/components/ui/page-link';

type FindingsProps = { draft: DraftView; check: DraftCheck };

/** Who gets it, who doesn't and why, and how the book stands. */
export function Audience({ draft, check }: FindingsProps) {
  const { recipients, strangers, leftOut, book } = check;
  return (
    <dl className="grid gap-2.5">
      <Finding label="Recipients">
        <CountLink href={recipientsHref(draft)} definition="bookRecipients">
          <Num value={recipients} />
        </CountLink>{' '}
        {agree(recipients, 'person', 'people')} in {draft.book.name}
        {strangers > 0 && `, ${plural(strangers, 'of whom was', 'of whom were')} put there by somebody else`}
      </Finding>
      <Finding label="Left out">
        {leftOut.length === 0 ? (
          'nobody of the list'
        ) : (
          <ul className="grid gap-0.5">
            {leftOut.map(({ label, count, states }) => (
              <li key={label}>
                <CountLink href={leftOutHref(draft, states)}>
                  <Num value={count} />
                </CountLink>{' '}
                {label}
              </li>
            ))}
          </ul>
        )}
      </Finding>
      <Finding label="Last wave">
        {bookStateWords[book.code]}{' '}
        {book.runId !== null && (
          <PageLink className="prose-link" href={`/sync-runs/${book.runId}`}>
            {book.at === null ? 'See the run' : <Time at={book.at} as="moment" />}
          </PageLink>
        )}
      </Finding>
    </dl>
  );
}

/** Every `@FIELD@` of the mail: whether it exists, and who would read nothing there. */
export function Marks({ draft, check: { marks } }: FindingsProps) {
  if (marks.length === 0) return <p className="text-ink-2">The mail asks for no data field.</p>;
  return (
    <ul className="grid gap-1.5" aria-label="Personalisation">
      {marks.map((mark) => (
        <li key={mark.name} className="min-w-0 break-words">
          <span className="font-mono text-sm">@{mark.name}@</span> <MarkWords draft={draft} mark={mark} />
        </li>
      ))}
    </ul>
  );
}

function MarkWords({ draft, mark }: { draft: DraftView; mark: MarkCheck }) {
  const { state, lacking, name, defaultValue } = mark;
  if (state === 'unknown')
    return <span className="text-bad">is no data field of the account: everyone would read the mark.</span>;
  const instead = defaultValue === '' ? 'and would read nothing' : `and would read “${defaultValue}”`;
  if (state === 'unmapped')
    return (
      <span className="text-ink-2">
        is not in the mapping: what Dotdigital holds of it isn’t known here. Who has no value reads{' '}
        {defaultValue === '' ? 'nothing' : `“${defaultValue}”`}.
      </span>
    );
  if (lacking === 0 || lacking === null)
    return <span className="text-good">has a value for everyone who was exported.</span>;
  return (
    <span className="text-warn">
      <CountLink href={recipientsHref(draft, [name])} definition="lacksValue">
        <Num value={lacking} />
      </CountLink>{' '}
      {agree(lacking, 'person has', 'people have')} no value {instead}.
    </span>
  );
}

function Finding({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(84px,26%)_1fr] gap-3">
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
