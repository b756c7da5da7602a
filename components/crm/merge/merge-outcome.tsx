import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { listSome, plural } from '@/lib/format';
import type { CrmEntity, MergePreview } from '@/lib/crm/schemas';
import { consentWords, entityNouns } from '../words';

type MergeOutcomeProps = { entity: CrmEntity; preview: MergePreview; take: ReadonlySet<string> };

/** What follows, and which consent holds afterwards: the stricter one. */
export function MergeOutcome({ entity, preview, take }: MergeOutcomeProps) {
  const { winner, loser, consent, follows } = preview;
  const otherAddress = take.has('email');
  const held = otherAddress ? consent.otherAddress : consent.ownAddress;
  const dropped = otherAddress ? winner.values.email : loser.values.email;
  const stays = otherAddress ? loser.emailKey : winner.emailKey;
  const gone = otherAddress ? winner.emailKey : loser.emailKey;
  const noun = entityNouns[entity].one;
  const lines = [
    follows.orders > 0 && `${plural(follows.orders, 'order')} and what is counted from them`,
    follows.carts > 0 && plural(follows.carts, 'cart'),
    follows.events > 0 && plural(follows.events, 'event'),
    follows.tags.length > 0 && `${plural(follows.tags.length, 'tag')}: ${listSome(follows.tags, 4)}`,
    follows.lists.length > 0 &&
      `Places in ${plural(follows.lists.length, 'list')}: ${listSome(follows.lists, 3)}. In dynamic lists the filter decides.`,
    follows.books.length > 0 &&
      `Its contact in ${plural(follows.books.length, 'address book')}: ${listSome(follows.books, 3)}`,
    'Its history: the timeline shows both.',
  ].filter((line) => line !== false);
  return (
    <>
      <Card>
        <CardHeader title="What follows" />
        <CardBody className="grid gap-2">
          <ul className="grid list-disc gap-1 pl-5 text-ink-2">
            {lines.map((line) => (
              <li key={line} className="[overflow-wrap:anywhere]">
                {line}
              </li>
            ))}
          </ul>
          {dropped && gone !== stays && (
            <p className="text-ink-2 [overflow-wrap:anywhere]">
              <span className="font-medium">{dropped}</span> belongs to no {noun} afterwards. The next wave
              takes it out of the books that Dotbridge put it in
              {follows.campaigns > 0 &&
                !otherAddress &&
                `; the results of ${plural(follows.campaigns, 'campaign')} stay with the campaigns and in the timeline`}
              .
            </p>
          )}
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Marketing consent"
          right={<Chip tone={consentWords[held.state].tone}>{consentWords[held.state].label}</Chip>}
        />
        <CardBody className="text-ink-2" aria-live="polite">
          {held.why} A merge never makes anyone mailable.
        </CardBody>
      </Card>
    </>
  );
}
