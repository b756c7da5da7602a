'use client';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { plural } from '@/lib/format';
import { rotateKeysAction } from '../../actions';

type RotateButtonProps = { otherCount: number; first: string };

export function RotateButton({ otherCount, first }: RotateButtonProps) {
  return (
    <Button
      variant="primary"
      why={
        otherCount === 0
          ? 'Nothing to rotate: put a new key first in ENCRYPTION_KEYS, and start web and worker again.'
          : null
      }
      onClick={async () => {
        const result = await callAction(() => rotateKeysAction({}));
        if (result.ok) toast.good(`${plural(otherCount, 'secret')} on the way to ${first}`);
        else toast.bad(result.error.message);
      }}
    >
      Rotate
    </Button>
  );
}
