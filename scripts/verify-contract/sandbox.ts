import { startSimulator } from '../../simulator/start';
import { routeTable } from '../../simulator/route-table';
import { Driver } from './driver';
import { explainedMissing, explainedRoutes } from './exceptions';
import type { Json } from './json-schema';
import type { CheckRow } from './report';
import { driveAccount } from './scenarios/account';
import { driveAutomation } from './scenarios/automation';
import { driveCampaigns } from './scenarios/campaigns';
import { driveContacts } from './scenarios/contacts';
import { driveEvents } from './scenarios/events';
import { driveEveryRouteWrongly } from './scenarios/every-route';
import { driveImports } from './scenarios/imports';
import { driveContactsV3 } from './scenarios/contacts-v3';
import { driveInsight } from './scenarios/insight';
import { driveTransactional } from './scenarios/transactional';
import type { Stage } from './stage';
import { loadVendor, type VendorOperation } from './vendor';

/** Drives every route of the sandbox through every status that the vendor's description knows for it. */
export async function verifySandbox(folder: string): Promise<CheckRow[]> {
  const vendor = loadVendor(folder);
  const simulator = await startSimulator();
  const driver = new Driver(simulator.url, vendor);
  const stage: Stage = {
    driver,
    async control<T>(method: string, path: string, body?: Json) {
      const response = await fetch(`${simulator.url}/_control${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok)
        throw new Error(`${method} /_control${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
  try {
    await stage.control('POST', '/clock', { speed: 0 });
    for (const drive of [
      driveAccount,
      driveContacts,
      driveImports,
      driveCampaigns,
      driveAutomation,
      driveTransactional,
      driveContactsV3,
      driveInsight,
      driveEvents,
      driveEveryRouteWrongly,
    ])
      await drive(stage);
  } finally {
    await simulator.close();
  }
  return [...judgeRoutes(driver, vendor), ...listMissing(vendor)];
}

/** One row per route: driven, in the vendor's description, and seen in each status that this one knows. */
function judgeRoutes(driver: Driver, vendor: VendorOperation[]): CheckRow[] {
  return routeTable.map(({ method, path }) => {
    const operation = `${method} ${path}`;
    const { passed, failures, statuses } = driver.outcomeOf(operation);
    const known = vendor.find((candidate) => `${candidate.method} ${candidate.path}` === operation);
    const reason = explainedRoutes[operation];
    const problems = [...failures];
    if (!known && !reason) problems.push('the vendor does not describe this operation');
    for (const status of known?.statuses ?? [])
      if (!statuses.has(status)) problems.push(`never answered ${status}`);
    return {
      side: 'sandbox',
      operation,
      seen: [...statuses].sort().join(' '),
      passed,
      failures: problems,
      ...(reason ? { note: reason } : {}),
    };
  });
}

/** What the vendor describes and the sandbox does not offer must be meant. */
function listMissing(vendor: VendorOperation[]): CheckRow[] {
  const offered = new Set(routeTable.map(({ method, path }) => `${method} ${path}`));
  return vendor
    .map(({ method, path }) => `${method} ${path}`)
    .filter((operation) => !offered.has(operation))
    .map((operation) => {
      const reason = explainedMissing.find(({ pattern }) => pattern.test(operation))?.reason;
      return {
        side: 'sandbox',
        operation,
        seen: 'not offered',
        passed: 0,
        failures: reason ? [] : ['not offered and not explained'],
        ...(reason ? { note: reason } : {}),
      };
    });
}
