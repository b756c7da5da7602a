import { NearestPlaceButton } from '@/components/shell/nearest-place-button';
import { Card } from '@/components/ui/card';
import { NothingHere } from '@/components/ui/nothing-here';

/** Within the shell, so that the menu and the search are at hand. */
export default function HubNotFound() {
  return (
    <Card>
      <NothingHere nearest={<NearestPlaceButton />} />
    </Card>
  );
}
