'use client';

import { createContext } from 'react';
import type { Place } from './nav';

/** What the menu of this person leads to. */
export const KnownPlaces = createContext<readonly Place[]>([]);
