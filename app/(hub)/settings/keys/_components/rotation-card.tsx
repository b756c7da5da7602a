import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { WorkProgress } from '@/components/ui/work-progress';
import { plural } from '@/lib/format';
import type { RotationView } from '@/lib/keys/schemas';

export function RotationCard({
  rotation: { key, askedBy, askedAt, endedAt, secretCount, doneCount },
}: {
  rotation: RotationView;
}) {
  return (
    <Card aria-label="Rotation">
      <CardHeader title={`Rotation to ${key}`} />
      {endedAt === null ? (
        <div className="pb-3">
          <WorkProgress label={`Rotation to ${key}`} done={doneCount} total={secretCount}>
            {doneCount} of {plural(secretCount, 'secret')} written anew.
            {doneCount === 0 && ' A worker begins once it is started with this key first.'}
          </WorkProgress>
        </div>
      ) : (
        <CardBody>
          <p>{plural(doneCount, 'secret')} written anew.</p>
        </CardBody>
      )}
      <CardFooter>
        Asked for by {askedBy} <Time at={askedAt} />
        {endedAt !== null && (
          <>
            , ended <Time at={endedAt} />
          </>
        )}
        .
      </CardFooter>
    </Card>
  );
}
