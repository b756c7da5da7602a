import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { DescriptionList } from '@/components/ui/description-list';
import { PageLink } from '@/components/ui/page-link';
import { entityLabels } from '@/lib/crm/schemas';
import type { ErasurePreview, PersonRecord, PlaceCount } from '@/lib/privacy/schemas';

const figure = new Intl.NumberFormat('en-GB');
const items = (counts: PlaceCount[]) =>
  counts.map(({ title, count }) => ({ label: title, value: figure.format(count) }));

/** What is here of a person, and where. */
export function PersonCards({ preview }: { preview: ErasurePreview }) {
  const { records, places, mentions, fileNames, accounts } = preview;
  const elsewhere = [
    ...items(mentions),
    ...(fileNames.length > 0 ? [{ label: 'Uploaded files', value: fileNames.join(', ') }] : []),
  ];
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <Card aria-label="Records">
          <CardHeader title="Records" />
          <ul className="mt-2">
            {records.length === 0 && <li className="border-t px-4 py-2.5 text-ink-2">None.</li>}
            {records.map((record) => (
              <li
                key={record.id}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2.5"
              >
                <RecordName record={record} />
                <span className="min-w-0 break-words text-ink-2">{record.email}</span>
                {record.isMerged && <Chip plain>merged</Chip>}
                {record.isDeleted && !record.isMerged && <Chip plain>deleted</Chip>}
              </li>
            ))}
          </ul>
        </Card>
        <Card aria-label="At Dotdigital">
          <CardHeader title="At Dotdigital" />
          <DescriptionList
            items={accounts.map(({ name, active, knowsThem }) => ({
              label: name,
              value: `${knowsThem ? 'a contact is known' : 'not known here; it is looked up'}${active ? '' : ', deactivated'}`,
            }))}
          />
          {accounts.length === 0 && <CardFooter>No account is connected.</CardFooter>}
        </Card>
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <Card aria-label="Here">
          <CardHeader title="Here" />
          <DescriptionList items={items(places)} />
          {places.length === 0 && <CardFooter>Nothing.</CardFooter>}
        </Card>
        {elsewhere.length > 0 && (
          <Card aria-label="Mentioned in">
            <CardHeader title="Mentioned in" />
            <DescriptionList items={elsewhere} />
            <CardFooter>Only the address goes there; what stands around it stays.</CardFooter>
          </Card>
        )}
      </div>
    </div>
  );
}

function RecordName({ record: { id, entity, name, isDeleted } }: { record: PersonRecord }) {
  const { path, one } = entityLabels[entity];
  return (
    <span>
      {isDeleted ? (
        name
      ) : (
        <PageLink className="prose-link" href={`${path}/${id}`}>
          {name}
        </PageLink>
      )}{' '}
      <span className="text-sm text-ink-3">{one}</span>
    </span>
  );
}
