import type { ReactNode } from 'react';
import { buttonStyles } from '@/components/ui/button-styles';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { DashboardView } from '@/lib/dashboard/schemas';
import { BeginListButton } from './begin-list-button';
import { BringInButton } from './bring-in-button';

type Step = {
  text: string;
  done?: boolean;
  action: (look: { variant?: 'primary'; size: 'sm' }) => ReactNode;
};

type FirstStepsProps = {
  view: DashboardView;
  mayConnectAccount: boolean;
  /** Its address, where the installation has one beside it. */
  sandbox: string | null;
};

/** Until the first campaign is back, the way there: each button leads to the thing itself, with everything filled in. */
export function FirstSteps({ view, mayConnectAccount, sandbox }: FirstStepsProps) {
  const steps: Step[] = [
    {
      text: 'Tell Dotbridge which Dotdigital account is yours.',
      done: view.integrationCount > 0,
      action: (look) =>
        mayConnectAccount && view.integrationCount === 0 ? (
          <LinkButton href="/integrations/new?from=first-steps" {...look}>
            Create Integration
          </LinkButton>
        ) : (
          <LinkButton href="/integrations" {...look}>
            Integrations
          </LinkButton>
        ),
    },
    {
      text: 'Bring your people in from a CSV file.',
      done: view.hasPeople,
      action: (look) => (
        <LinkButton href="/imports/new" {...look}>
          Import contacts
        </LinkButton>
      ),
    },
    {
      text: 'Say who belongs on a list. One of everyone with an address is made at once; its filter can be changed.',
      done: view.listCount > 0,
      action: (look) =>
        view.listCount === 0 ? (
          <BeginListButton {...look} />
        ) : (
          <LinkButton href="/marketing-lists" {...look}>
            Marketing Lists
          </LinkButton>
        ),
    },
    {
      text: 'Connect the list to an address book, after a look at what would be sent.',
      done: view.connectionCount > 0,
      action: (look) => (
        <LinkButton
          href={
            view.unconnectedListId !== null && view.connectionCount === 0
              ? `/marketing-lists/${view.unconnectedListId}?connect`
              : '/marketing-lists'
          }
          {...look}
        >
          Connect to Dotdigital
        </LinkButton>
      ),
    },
    {
      text: 'Send a campaign to that book in Dotdigital: its opens, clicks and unsubscribes come back here.',
      action: (look) => (
        <span className="flex flex-wrap gap-2">
          {sandbox && (
            <a
              href={`${sandbox}/campaigns/new`}
              target="_blank"
              rel="noreferrer"
              className={buttonStyles(look)}
            >
              Send one in the sandbox
            </a>
          )}
          <BringInButton integrations={view.integrations} />
        </span>
      ),
    },
  ];
  const next = steps.find(({ done }) => !done);
  const doneCount = steps.filter(({ done }) => done).length;
  return (
    <Card>
      <CardHeader title="From people to results" right={`${doneCount} of ${steps.length} done`} />
      <ol className="mt-2 divide-y">
        {steps.map((step, index) => (
          <li
            key={step.text}
            aria-current={step === next ? 'step' : undefined}
            className="grid grid-cols-[1.25rem_1fr] items-baseline gap-x-3 gap-y-1.5 px-4 py-2 sm:grid-cols-[1.25rem_1fr_auto]"
          >
            <span className="figures text-ink-3">{index + 1}</span>
            <span className="min-w-0">
              {step.text}
              {step.done && <span className="text-ink-3"> Done.</span>}
            </span>
            <span className="col-start-2 justify-self-start sm:col-start-3">
              {step.action({ size: 'sm', ...(step === next ? { variant: 'primary' } : {}) })}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
