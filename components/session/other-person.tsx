import { Button } from '../ui/button';
import { Card } from '../ui/card';
import type { SignedIn } from './person';

/** Instead of the page: it was another person's, and so is what they typed. */
export function OtherPerson({ person }: { person: SignedIn }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <Card className="grid max-w-[460px] gap-3 p-5">
        <h1 className="text-xl font-semibold tracking-[-0.01em]">Somebody else is signed in now</h1>
        <p>
          This page was opened by {person.name}. What they typed here is not shown to anybody else, and
          nothing of it was saved.
        </p>
        <div>
          <Button variant="primary" onClick={() => window.location.assign('/')}>
            Go to the dashboard
          </Button>
        </div>
      </Card>
    </main>
  );
}
