import { defineRoute, conflicting, ok, type Route } from '../http/route';
import { writeDate } from '../engine/dates';
import { emptyRecycleBin } from '../engine/contacts';

export const accountRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/account-info',
    tier: 'high',
    anyRegion: true,
    handle: ({ world, account, endpointOf, callsInLastHour }) => {
      const calls = callsInLastHour();
      const properties: [string, string, string | number | boolean][] = [
        ['Name', 'String', account.name],
        ['MainMobilePhoneNumber', 'String', account.phone],
        ['MainEmail', 'String', account.email],
        ['AvailableEmailSendsCredits', 'Int', account.emailCredits],
        ['AvailableSmsSendsCredits', 'Int', account.smsCredits],
        ['PremiumWalletBalance', 'Decimal', '0.00'],
        ['ApiCallsInLastHour', 'Int', calls],
        ['ApiCallsRemaining', 'Int', Math.max(0, world.settings.flatCallsPerHour - calls)],
        ['ListManagedUsers', 'String', ''],
        ['ApiEndpoint', 'String', account.endpoint ?? endpointOf(account.region)],
        ['APILocale', 'String', account.locale],
        ['CurrencyCode', 'String', account.currency],
        ['TimeZoneIana', 'String', account.timezone],
        ['CampaignEmailMtaPool', 'String', 'Shared'],
        ['ShowClock', 'Boolean', 'True'],
        [
          'TransactionalDataAllowanceInMegabytes',
          'Int',
          Math.floor(world.settings.insightAllowanceBytes / 1_000_000),
        ],
        ['TransactionalDataUsageInMegabytes', 'Int', 0],
      ];
      const newer = new Set(['PremiumWalletBalance', 'TimeZoneIana', 'CampaignEmailMtaPool']);
      const shown = properties.filter(([name]) => !(world.settings.legacy && newer.has(name)));
      return ok({
        id: account.id,
        properties: shown.map(([name, type, value]) => ({ name, type, value: String(value) })),
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/server-time',
    tier: 'high',
    open: true,
    openBySwitch: true,
    anyRegion: true,
    handle: ({ world }) => {
      const time = writeDate(world.now());
      return world.settings.statusCodes === 'docs'
        ? { status: 200, raw: { type: 'text/plain; charset=utf-8', content: time } }
        : ok(time);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/accounts/empty-recycle-bin',
    tier: 'medium',
    handle: ({ world, account }) => {
      emptyRecycleBin(world, account.id);
      return conflicting(world, 200, 202);
    },
  }),
];
