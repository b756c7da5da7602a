import { Num } from '@/components/ui/numbers';
import { PageLink } from '@/components/ui/page-link';
import type { Context } from '@/lib/context';
import { previewConsentGate } from '@/lib/export';
import type { GatePreview as Gate } from '@/lib/export/schemas';
import { plural } from '@/lib/format';

type GatedList = Gate['lists'][number];

const shownAtFirst = 3;

/** In numbers whom the gate for consent alone would hold back: in one sentence, then list by list, the most concerned first. */
export async function GatePreview({ ctx, id }: { ctx: Context; id: string }) {
  const { lists } = await previewConsentGate(ctx, { id });
  const concerned = lists
    .filter(({ heldBack }) => heldBack > 0)
    .sort((a, b) => b.heldBack - a.heldBack || b.leaving - a.leaving);
  const [first, rest] = [concerned.slice(0, shownAtFirst), concerned.slice(shownAtFirst)];
  return (
    <div className="text-sm text-ink-2">
      <p>{sentenceOf(lists.length, concerned.length)}</p>
      <GatedLists lists={first} />
      {rest.length > 0 && (
        <details>
          <summary className="cursor-pointer py-1 text-ink-3">and {plural(rest.length, 'more list')}</summary>
          <GatedLists lists={rest} />
        </details>
      )}
    </div>
  );
}

function sentenceOf(connected: number, concerned: number): string {
  if (connected === 0) return 'No list is connected yet: consent alone would hold back nobody.';
  if (concerned === 0)
    return `Consent alone would hold back nobody on ${plural(connected, 'connected list')}.`;
  const of = concerned === connected ? '' : `${concerned} of `;
  return `Consent alone would hold people back on ${of}${plural(connected, 'connected list')}:`;
}

function GatedLists({ lists }: { lists: GatedList[] }) {
  if (lists.length === 0) return null;
  return (
    <ul>
      {lists.map(({ listId, listName, letThrough, heldBack, leaving }) => (
        <li key={listId} className="flex flex-wrap items-baseline gap-x-3 border-b py-1">
          <PageLink
            href={`/marketing-lists/${listId}`}
            className="prose-link min-w-0 flex-1 basis-48 break-words"
          >
            {listName}
          </PageLink>
          <span className="figures">
            <Num value={heldBack} /> held back
            {leaving > 0 && (
              <>
                , <Num value={leaving} /> of them out of the book
              </>
            )}
            , <Num value={letThrough} /> let through
          </span>
        </li>
      ))}
    </ul>
  );
}
