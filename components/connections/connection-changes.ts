import { settingCatalogue } from '@/lib/settings/schemas';
import {
  connectionStatuses,
  type Channel,
  type ConnectionStatus,
  type ConnectionView,
  type LeaverView,
} from '@/lib/connections/schemas';

type Change = Partial<ConnectionView>;

const as = (status: ConnectionStatus): Change => ({ status, statusLabel: connectionStatuses[status] });

/** How a connection will stand once the server has done it, until it says so itself. */
export const isPaused: Change = {
  ...as('paused'),
  state: 'paused',
  pausedAs: 'paused',
  pausedUntil: null,
  message: 'Nobody is added or taken out until someone resumes it.',
  nextExportAt: null,
};

export const isInShadow: Change = {
  ...isPaused,
  ...as('shadow'),
  pausedAs: 'shadow',
  message: 'What it would do is worked out now.',
};

export const goesOn: Change = {
  ...as('in_progress'),
  state: 'active',
  pausedAs: null,
  pausedUntil: null,
  message: null,
  held: null,
};

/** What waits for a person or for Dotdigital is only looked at again. */
export const isAsked = ({ status }: ConnectionView): Change =>
  status === 'up_to_date' || status === 'not_synced' || status === 'failed' ? goesOn : {};

/** Nobody waits for a decision any more. */
export function isDecided({ whoLeft }: ConnectionView, some: readonly LeaverView[] | null): Change {
  if (some === null) return { whoLeft: { takenOff: 0, deleted: 0 } };
  const deleted = some.filter(({ how }) => how === 'deleted').length;
  return {
    whoLeft: {
      takenOff: Math.max(0, whoLeft.takenOff - (some.length - deleted)),
      deleted: Math.max(0, whoLeft.deleted - deleted),
    },
  };
}

/** No id of the database: it is not there yet. */
export const comingId = 'coming';

export const coming = (
  listId: string,
  integration: { id: string; name: string },
  book: { name: string; visibility: string },
  channel: Channel,
): ConnectionView => ({
  id: comingId,
  version: 0,
  listId,
  integration: { ...integration, active: true },
  addressBook: { id: comingId, ...book, contactCount: 0, gone: false },
  channel,
  state: 'active',
  status: 'in_progress',
  statusLabel: connectionStatuses.in_progress,
  message: null,
  options: {
    whoLeft: 'ask',
    resubscribe: 'never',
    strangers: 'leave',
    backFill: true,
    newcomers: 'in_file',
    newcomersPerHour: 100,
    guardPercent: settingCatalogue.guardPercent.default,
    guardPeople: settingCatalogue.guardPeople.default,
  },
  pausedAs: null,
  pausedUntil: null,
  shadow: null,
  lastExportedAt: null,
  nextExportAt: null,
  runId: null,
  inBook: 0,
  inBookAsOf: null,
  inStep: null,
  isReadingBack: false,
  whoLeft: { takenOff: 0, deleted: 0 },
  ours: 0,
  refused: 0,
  underWay: 0,
  awaitingApproval: 0,
  held: null,
});
