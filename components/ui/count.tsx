'use client';

import type { ReactNode } from 'react';

import { type DefinitionName, definitionText } from '@/lib/definitions';

import { Num } from './numbers';
import { Tooltip } from './tooltip';

/** The name of a number, or the number itself; what it counts is its tooltip, in the words of `lib/definitions.ts`. */
export function Defined({ by, children }: { by: DefinitionName; children: ReactNode }) {
  return (
    <Tooltip content={definitionText(by)}>
      <span tabIndex={0} className="cursor-help">
        {children}
      </span>
    </Tooltip>
  );
}

export function Count({ definition, value }: { definition: DefinitionName; value: number }) {
  return (
    <Defined by={definition}>
      <Num value={value} />
    </Defined>
  );
}
