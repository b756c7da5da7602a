'use client';

import { createContext, useContext } from 'react';

/** Whose page this is. */
export type SignedIn = { id: string; name: string; email: string };

const nobody: SignedIn = { id: '', name: '', email: '' };

export const PersonContext = createContext<SignedIn>(nobody);

export const usePerson = (): SignedIn => useContext(PersonContext);
