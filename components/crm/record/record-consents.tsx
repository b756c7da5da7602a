'use client';

import { Fragment, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Time } from '@/components/ui/time';
import {
  channelLabels,
  consentChannels,
  type ConsentLine,
  type ConsentState,
  type MailState,
} from '@/lib/crm/schemas';
import { type ConsentAction, ConsentDialog } from './consent-dialog';
import { useRecordEditing } from './record-editing';
import { consentWords } from '../words';

const saidWords: Record<ConsentState, string> = {
  given: 'Gave consent',
  withdrawn: 'Opted out',
  unknown: 'No longer recorded',
};
const first = 5;

/** What holds for each channel, and all that the person ever said about being reached: when, how, and in which words. */
export function RecordConsents({
  lines,
  mail,
  consentAction,
}: {
  lines: ConsentLine[];
  mail: MailState;
  consentAction: ConsentAction;
}) {
  const { record, mayChange, tookOwn } = useRecordEditing();
  const [asked, setAsked] = useState<'given' | 'withdrawn' | null>(null);
  const [all, setAll] = useState(false);
  const states = { email: record.consent, sms: record.smsConsent, push: record.pushConsent };
  const mayOptOut = consentChannels.filter((channel) => states[channel] !== 'withdrawn');
  return (
    <Card>
      <CardHeader title="Marketing consent" />
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 px-4 pb-2">
        {consentChannels.map((channel) => (
          <Fragment key={channel}>
            <dt className="text-ink-2">{channelLabels[channel]}</dt>
            <dd>
              <Chip tone={consentWords[states[channel]].tone}>{consentWords[states[channel]].label}</Chip>
            </dd>
          </Fragment>
        ))}
      </dl>
      {lines.length === 0 && (
        <p className="px-4 pt-1 pb-3 text-ink-3">
          <NothingWritten consent={record.consent} mail={mail} />
        </p>
      )}
      <ol aria-label="Consent history" className="px-4 pt-1.5 empty:hidden">
        {(all ? lines : lines.slice(0, first)).map((line) => (
          <li key={line.id} className="border-b border-line py-2 last:border-0">
            <p>
              <span className="font-medium">
                {saidWords[line.state]}
                {line.channel !== 'email' && `, ${channelLabels[line.channel]}`}
              </span>{' '}
              <Time at={line.at} as="moment" className="whitespace-nowrap text-ink-2" />
            </p>
            {line.text && <p className="text-ink-2 [overflow-wrap:anywhere]">“{line.text}”</p>}
            {line.place && <p className="text-ink-2 [overflow-wrap:anywhere]">{line.place}</p>}
            {line.by && <p className="text-sm text-ink-3">written down by {line.by}</p>}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-1.5 px-4 pt-1 pb-4 empty:hidden">
        {mayChange && (
          <Button size="sm" onClick={() => setAsked('given')}>
            Record a consent
          </Button>
        )}
        {mayChange && mayOptOut.length > 0 && (
          <Button size="sm" onClick={() => setAsked('withdrawn')}>
            Record an opt-out
          </Button>
        )}
        {lines.length > first && !all && (
          <Button size="sm" variant="quiet" onClick={() => setAll(true)}>
            Show all {lines.length}
          </Button>
        )}
      </div>
      {(['given', 'withdrawn'] as const).map((state) => (
        <ConsentDialog
          key={state}
          record={record}
          state={state}
          channels={state === 'given' ? consentChannels : mayOptOut}
          open={asked === state}
          onOpenChange={(open) => !open && setAsked(null)}
          consentAction={consentAction}
          onSaved={tookOwn}
        />
      ))}
    </Card>
  );
}

/** Without a line of consent: someone may have left at Dotdigital, or on another record, all the same. */
function NothingWritten({ consent, mail }: { consent: ConsentState; mail: MailState }) {
  if (consent !== 'unknown') return 'Nobody wrote down how it came to that.';
  const [gravest] = mail.holds.filter(({ since }) => since !== null);
  if (!gravest) return 'Nothing was ever said about mail.';
  return (
    <>
      No consent is written down here. {gravest.why}
      {gravest.where && ` (${gravest.where})`} since <Time at={gravest.since} as="day" />
      {gravest.source && `, ${gravest.source}`}.
    </>
  );
}
