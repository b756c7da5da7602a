import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';

/** The form, and beside it what saving does. */
export function FormLayout({ next, children }: { next: ReactNode; children: ReactNode }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.28fr)_minmax(0,1fr)]">
      {children}
      <Card>
        <CardHeader title="What happens next" />
        <CardBody className="grid gap-2.5 text-ink-2">{next}</CardBody>
      </Card>
    </div>
  );
}
