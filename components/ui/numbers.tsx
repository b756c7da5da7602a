'use client';

import { formatBytes, formatChange, formatMoney, formatNumber, formatPercent, plural } from '@/lib/format';

import { useViewer } from './viewer';

/** In the person's own separators; in a server component use these, not `formatNumber`. */
export function Num({ value }: { value: number }) {
  return formatNumber(value, useViewer().locale);
}

export function Percent({ part, whole }: { part: number; whole: number }) {
  return formatPercent(part, whole, useViewer().locale);
}

export function Change({ value }: { value: number }) {
  return formatChange(value, useViewer().locale);
}

export function Money({ amount, currency }: { amount: number; currency: string }) {
  return formatMoney(amount, currency, useViewer().locale);
}

export function Bytes({ value }: { value: number }) {
  return formatBytes(value, useViewer().locale);
}

/** `<Plural count={1204} one="person" many="people" />` → "1,204 people". */
export function Plural({ count, one, many }: { count: number; one: string; many?: string }) {
  return plural(count, one, many, useViewer().locale);
}
