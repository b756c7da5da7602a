import { isEmail, normaliseEmail } from '../contacts';
import type { World } from '../world';
import type { ImportRecord } from './import-record';

const roleNames = new Set(
  'admin billing contact enquiries hello help info mail marketing office reception sales service support team webmaster'.split(
    ' ',
  ),
);

export interface Verdict {
  action: 'reject' | 'hold';
  why: string;
}

/** Judges a file by the rows it is shown; always the same verdict for the same rows. */
export function judgeImport(world: World, record: ImportRecord, emails: string[]): Verdict | undefined {
  const { watchdog } = world.settings;
  if (!watchdog.enabled) return undefined;
  const named =
    /watchdog-(reject|hold)/i.exec(record.fileName) ?? /@watchdog-(reject|hold)\./i.exec(emails.join(' '));
  if (named)
    return {
      action: named[1]?.toLowerCase() === 'hold' ? 'hold' : 'reject',
      why: 'the file or an address in it asks for it by name',
    };
  if (emails.length < watchdog.fromRows) return undefined;

  const addresses = emails.map(normaliseEmail);
  const shareOf = (count: number): number => count / addresses.length;
  const roles = addresses.filter((email) => roleNames.has(email.slice(0, email.indexOf('@')))).length;
  if (shareOf(roles) > watchdog.roleShare) return { action: watchdog.action, why: 'too many role addresses' };
  const bad = addresses.filter((email) => !isEmail(email)).length;
  if (shareOf(bad) > watchdog.badAddressShare)
    return { action: watchdog.action, why: 'too many invalid addresses' };
  if (shareOf(countHardBounced(world, record.account, addresses)) > watchdog.hardBouncedShare)
    return { action: watchdog.action, why: 'too many hard bounces' };
  return undefined;
}

function countHardBounced(world: World, account: number, addresses: string[]): number {
  return world.store.number(
    "SELECT count(*) AS n FROM json_each(?) j CROSS JOIN contacts c ON c.account = ? AND c.email = j.value WHERE c.status = 'HardBounced'",
    JSON.stringify(addresses),
    account,
  );
}
