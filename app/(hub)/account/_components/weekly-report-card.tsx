'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Switch } from '@/components/ui/switch';
import { useInstantPage } from '@/components/ui/use-instant';
import { callAction } from '@/components/session/call-action';
import type { MailServerView, MailView } from '@/lib/mail/schemas';
import type { Result } from '@/lib/result';
import type { OwnAccount } from '@/lib/users/schemas';
import { changeOwnAccountAction, sendReportNowAction } from '../actions';
import { LastMail, mailStateWords, NoMailNotice } from './mail-notes';

type WeeklyReportCardProps = { account: OwnAccount; server: MailServerView; last: MailView | null };

export function WeeklyReportCard({ account, server, last }: WeeklyReportCardProps) {
  const [{ weeklyReport }, instantly] = useInstantPage(account);
  const [told, setTold] = useState<Result<MailView> | null>(null);
  const choose = (wanted: boolean): void =>
    instantly({
      action: () => changeOwnAccountAction({ weeklyReport: wanted }),
      shows: (now) => ({ ...now, weeklyReport: wanted }),
      refused: 'Not changed',
    });
  return (
    <Card>
      <CardHeader title="Weekly report" />
      <CardBody className="grid grid-cols-1 gap-4">
        <div className="grid grid-cols-[auto_1fr] gap-x-3">
          <Switch
            id="weekly-report"
            checked={weeklyReport}
            onCheckedChange={choose}
            aria-describedby="weekly-report-hint"
          />
          <div className="min-w-0">
            <label htmlFor="weekly-report" className="font-medium">
              Send me the weekly report
            </label>
            <p id="weekly-report-hint" className="mt-0.5 text-sm text-ink-2">
              On Mondays at 7:00 by your clocks, to {account.email}: the campaigns of the week with their
              figures beside the week before, how lists grew, who opted out
              {account.role === 'viewer' ? '.' : ', and what needs someone.'} Each has a link that ends it.
            </p>
          </div>
        </div>
        {server.ready ? <SendNow onTold={setTold} /> : <NoMailNotice missing={server.missing} />}
        {told ? <Answer told={told} /> : last && <LastMail last={last} />}
      </CardBody>
    </Card>
  );
}

function SendNow({ onTold }: { onTold: (told: Result<MailView>) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button onClick={async () => onTold(await callAction(() => sendReportNowAction({})))}>
        Send me one now
      </Button>
      <span className="text-sm text-ink-3">Of the last whole week, as it would have come on Monday.</span>
    </div>
  );
}

function Answer({ told }: { told: Result<MailView> }) {
  if (!told.ok)
    return (
      <Notice tone="bad" title="Not sent.">
        {told.error.message}
      </Notice>
    );
  const { state, answer } = told.data;
  const tone = state === 'sent' ? 'good' : state === 'unknown' ? 'warn' : 'bad';
  return (
    <Notice tone={tone} title={`It ${mailStateWords[state]}.`}>
      {answer}
    </Notice>
  );
}
