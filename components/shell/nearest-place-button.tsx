'use client';

import { usePathname } from 'next/navigation';
import { use } from 'react';
import { LinkButton } from '../ui/button';
import { KnownPlaces } from './known-places';
import { nearestPlace } from './nearest-place';

/** On a page that isn't there: where this person probably wanted to go. */
export function NearestPlaceButton() {
  const place = nearestPlace(usePathname() ?? '/', use(KnownPlaces));
  if (place === null) return null;
  return (
    <LinkButton variant="primary" href={place.href}>
      Go to {place.label}
    </LinkButton>
  );
}
