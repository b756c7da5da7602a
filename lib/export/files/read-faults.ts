import type { ImportFault } from '../../dotdigital';
import { emailKey } from '../../email-key';
import { readFaultReason, type FaultOutcome } from './fault-reasons';

export type Fault = FaultOutcome & { key: string };

/**
 * Dotdigital's faults, one per address: other letter case, blanks around and an address named twice are all met
 * (reliability.md I5); the first reason of an address stands.
 */
export async function readFaults(
  faults: AsyncIterable<ImportFault> | Iterable<ImportFault>,
): Promise<Fault[]> {
  const byKey = new Map<string, Fault>();
  for await (const fault of faults) {
    const key = addressOf(fault);
    if (key !== '' && !byKey.has(key)) byKey.set(key, { key, ...readFaultReason(fault.reason) });
  }
  return [...byKey.values()];
}

function addressOf({ columns }: ImportFault): string {
  const name = Object.keys(columns).find((each) => each.trim().toLowerCase() === 'email');
  const typed = (name === undefined ? '' : (columns[name] ?? '')).trim().toLowerCase();
  return emailKey(typed) ?? typed;
}
