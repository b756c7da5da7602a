import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { DashboardView } from '@/lib/dashboard/schemas';

/** Until the first campaign is back, the way there. */
export function FirstSteps({ view }: { view: DashboardView }) {
  const steps = [
    {
      text: 'Tell Dotbridge which Dotdigital account is yours.',
      label: 'Integrations',
      href: '/integrations',
      done: view.integrationCount > 0,
    },
    {
      text: 'Bring your people in from a CSV file.',
      label: 'Import contacts',
      href: '/imports/new',
      done: Object.values(view.recordCounts).some((count) => count > 0),
    },
    {
      text: 'Say who belongs on a list.',
      label: 'Create Marketing List',
      href: '/marketing-lists/new',
      done: view.listCount > 0,
    },
    {
      text: 'Open the list and connect it to an address book.',
      label: 'Marketing Lists',
      href: '/marketing-lists',
      done: view.connectionCount > 0,
    },
    {
      text: 'Send a campaign to that book in Dotdigital: its opens, clicks and unsubscribes come back here.',
      label: 'Email Campaigns',
      href: '/email-campaigns',
    },
  ];
  return (
    <Card>
      <CardHeader title="From people to results" right="five steps" />
      <ol className="mt-2 divide-y">
        {steps.map((step, index) => (
          <li
            key={step.href}
            className="grid grid-cols-[1.25rem_1fr] items-center gap-x-3 gap-y-1.5 px-4 py-2 sm:grid-cols-[1.25rem_1fr_auto]"
          >
            <span className="figures self-start text-ink-3">{index + 1}</span>
            <span className="min-w-0">
              {step.text}
              {step.done && <span className="text-ink-3"> Done.</span>}
            </span>
            <LinkButton href={step.href} size="sm" className="col-start-2 justify-self-start sm:col-start-3">
              {step.label}
            </LinkButton>
          </li>
        ))}
      </ol>
    </Card>
  );
}
