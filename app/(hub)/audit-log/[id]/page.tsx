import type { Metadata } from 'next';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { actionWords, auditHref, roadWords, subjectHref, type AuditLineView } from '@/lib/audit/schemas';
import {
  changedValues,
  nameWords,
  subjectWords,
  toldBeside,
  type ChangedValue,
} from '../_components/line-words';
import { shownLine } from './shown-line';
import { PageLink } from '@/components/ui/page-link';

export const metadata: Metadata = { title: 'Line of the audit log' };

export default async function AuditLinePage({ params }: PageProps<'/audit-log/[id]'>) {
  const { subject: line } = await shownLine.read(params);
  const changed = changedValues(line.detail);
  const beside = toldBeside(line.detail);
  return (
    <>
      <PageHeader
        title={actionWords(line.action)}
        trail={[{ label: 'Audit Log', href: '/audit-log' }, { label: `Line ${line.id}` }]}
        lede={subjectWords(line)}
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card aria-label="Who and whence">
          <CardHeader title="Who and whence" />
          <DescriptionList items={whenceOf(line)} />
        </Card>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {changed.length > 0 && <Changed values={changed} />}
          {beside.length > 0 && (
            <Card aria-label="Told beside it">
              <CardHeader title="Told beside it" />
              <DescriptionList items={beside} />
            </Card>
          )}
          <Card aria-label="Its place in the chain">
            <CardHeader title="Its place in the chain" />
            <DescriptionList
              items={[
                { label: 'Place', value: line.link?.seq },
                {
                  label: 'Hash',
                  value: line.link && <span className="font-mono text-sm break-all">{line.link.hash}</span>,
                },
              ]}
            />
          </Card>
        </div>
      </div>
    </>
  );
}

function whenceOf(line: AuditLineView) {
  const { subjectId } = line;
  const page = subjectHref(line);
  return [
    {
      label: 'Outcome',
      value: <Chip tone={line.refused ? 'bad' : 'good'}>{line.refused ? 'Refused' : 'Done'}</Chip>,
    },
    { label: 'When', value: <Time at={line.at} as="moment" /> },
    {
      label: 'Who',
      value:
        line.actorId === null ? (
          line.actor
        ) : (
          <PageLink className="prose-link" href={`/audit-log?f.person=any:${line.actorId}`}>
            {line.actor}
          </PageLink>
        ),
    },
    { label: 'Road', value: line.road && roadWords[line.road] },
    { label: 'Address', value: line.address },
    { label: 'Program', value: line.userAgent },
    {
      label: 'API token',
      value: line.tokenId && (
        <PageLink className="prose-link" href={`/audit-log?f.token=any:${line.tokenId}`}>
          with API token {line.tokenId}
        </PageLink>
      ),
    },
    {
      label: 'What it is about',
      value: page ? (
        <PageLink className="prose-link" href={page}>
          {subjectWords(line)}
        </PageLink>
      ) : (
        subjectWords(line)
      ),
    },
    {
      label: 'More of it',
      value: subjectId !== null && (
        <PageLink className="prose-link" href={auditHref(line.subjectType, subjectId)}>
          All lines of it
        </PageLink>
      ),
    },
  ].filter(({ value }) => value !== null && value !== false);
}

function Changed({ values }: { values: ChangedValue[] }) {
  return (
    <Card aria-label="What changed">
      <CardHeader title="What changed" />
      <ul className="mt-2">
        {values.map(({ name, before, after }) => (
          <li key={name} className="grid gap-1 border-t px-4 py-2.5 sm:grid-cols-[minmax(104px,34%)_1fr]">
            <span className="text-ink-3">{nameWords(name)}</span>
            <span className="min-w-0 break-words">
              <s className="text-ink-3">{before}</s> <span aria-label="became">→</span> {after}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
