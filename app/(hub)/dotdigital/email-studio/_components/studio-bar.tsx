'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import { studioHref, type StudioView } from '@/lib/email-studio/schemas';
import { OpenStudio } from './open-studio';
import { chooseStudioAction, disconnectStudioAction } from '../actions';

type StudioBarProps = {
  integrations: StudioView['integrations'];
  chosen: NonNullable<StudioView['chosen']>;
  connected: boolean;
};

/** Which integration's account opens, in a tab of its own, and forgetting the sign-in. */
export function StudioBar({ integrations, chosen, connected }: StudioBarProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const choose = async (integrationId: string): Promise<void> => {
    const result = await chooseStudioAction({ integrationId });
    if (!result.ok) toast.bad('Not changed', { detail: result.error.message });
    router.push(studioHref(integrationId));
  };
  return (
    <>
      {integrations.length > 1 && (
        <Select
          aria-label="Integration"
          className="sm:w-64"
          value={chosen.id}
          options={integrations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => void choose(event.target.value)}
        />
      )}
      {connected && (
        <>
          <OpenStudio integrationId={chosen.id}>Open in a new tab</OpenStudio>
          <Button onClick={() => setAsking(true)}>Disconnect</Button>
        </>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Disconnect Email Studio from ${chosen.name}?`}
        goes="Your sign-in is forgotten here, nobody else’s."
        stays="At Dotdigital this program stays allowed until you remove it there. Campaigns, address books and the synchronisation are not touched."
        confirm="Disconnect"
        onConfirm={async () => {
          const result = await disconnectStudioAction({ integrationId: chosen.id });
          if (result.ok) {
            toast.good('Email Studio is disconnected', { detail: 'Your sign-in is forgotten here.' });
            router.refresh();
          }
          return result;
        }}
      />
    </>
  );
}
