import { useRouter } from 'next/navigation';

import { toast } from '@/components/ui/toaster';
import { useInstant } from '@/components/ui/use-instant';
import type {
  ConnectionView,
  ConnectListInput,
  LeaverView,
  SendAgainInput,
  UpdateConnectionInput,
  WhoLeftInput,
} from '@/lib/connections/schemas';
import type { RequestedRun } from '@/lib/export/schemas';
import type { Result } from '@/lib/result';

import { coming, goesOn, isAsked, isDecided, isInShadow, isPaused } from './connection-changes';
import { connectionsKey } from './connection-data';

type Id = { id: string };
/** null: all who left. */
type Some = readonly LeaverView[] | null;
const emailsOf = (some: Some): string[] | null => some?.map(({ email }) => email) ?? null;

type Named = { id: string; name: string };

export type ConnectionActions = {
  connect: (input: ConnectListInput) => Promise<Result<RequestedRun>>;
  synchronize: (input: Id) => Promise<Result<RequestedRun>>;
  refreshDataFields: (input: {
    integrationId: string;
  }) => Promise<Result<{ count: number; changedCount: number }>>;
  update: (input: UpdateConnectionInput) => Promise<Result<Id>>;
  disconnect: (input: Id) => Promise<Result<{ listId: string; bookName: string }>>;
  reconnect: (input: Id) => Promise<Result<Id>>;
  freeze: (input: Id & { until?: string | null }) => Promise<Result<void>>;
  tellWhenReady: (input: Id) => Promise<Result<void>>;
  dontTellWhenReady: (input: Id) => Promise<Result<void>>;
  shadow: (input: Id) => Promise<Result<void>>;
  pause: (input: Id & { reason?: string; until?: string | null }) => Promise<Result<void>>;
  resume: (input: Id) => Promise<Result<void>>;
  approve: (input: { id: string; waveId: string }) => Promise<Result<{ runId: string }>>;
  discard: (input: { id: string; waveId: string }) => Promise<Result<{ runId: string }>>;
  readBack: (input: Id) => Promise<Result<Id>>;
  sendAgain: (input: SendAgainInput) => Promise<Result<RequestedRun & { count: number }>>;
  putBack: (input: WhoLeftInput) => Promise<Result<{ count: number }>>;
  acceptLeft: (input: WhoLeftInput) => Promise<Result<{ count: number }>>;
};

/** What changes a list's connections: the page says it at once, a toast offers to take it back, a refusal takes it back with its reason. */
export function useConnectionActions(listId: string, actions: ConnectionActions) {
  const router = useRouter();
  const instantly = useInstant<ConnectionView[]>(connectionsKey(listId));
  const each =
    (id: string, change: Partial<ConnectionView>) =>
    (all: ConnectionView[]): ConnectionView[] =>
      all.map((one) => (one.id === id ? { ...one, ...change } : one));
  const watch = (runId: string) => ({
    label: 'Watch it',
    onSelect: () => router.push(`/sync-runs/${runId}`),
  });

  const synchronize = (connection: ConnectionView) =>
    instantly({
      action: () => actions.synchronize({ id: connection.id }),
      shows: each(connection.id, isAsked(connection)),
      refused: 'Not synchronized',
      done: ({ runId }) => toast.good('Synchronization asked for', { action: watch(runId) }),
    });
  const pause = ({ id }: ConnectionView) =>
    instantly({
      action: () => actions.pause({ id }),
      shows: each(id, isPaused),
      refused: 'Not paused',
      done: () => toast.good('Paused', { undo: () => void resume({ id }) }),
    });
  const freeze = ({ id }: ConnectionView) =>
    instantly({
      action: () => actions.freeze({ id }),
      shows: each(id, { ...isPaused, pausedAs: 'frozen' }),
      refused: 'Not frozen',
      done: () =>
        toast.good('Frozen', { detail: 'The book stays as it is.', undo: () => void resume({ id }) }),
    });
  /** What is against it is told by the dialog, whose button this is. */
  const pauseUntil = ({ id }: ConnectionView, how: { reason: string; until: string | null }) =>
    instantly({
      action: () => actions.pause({ id, ...how }),
      shows: each(id, { ...isPaused, pausedUntil: how.until }),
      done: () => toast.good('Paused', { undo: () => void resume({ id }) }),
    });
  const freezeUntil = ({ id }: ConnectionView, how: { until: string | null }) =>
    instantly({
      action: () => actions.freeze({ id, ...how }),
      shows: each(id, { ...isPaused, pausedAs: 'frozen', pausedUntil: how.until }),
      done: () =>
        toast.good('Frozen', { detail: 'The book stays as it is.', undo: () => void resume({ id }) }),
    });
  const shadow = ({ id }: ConnectionView) =>
    instantly({
      action: () => actions.shadow({ id }),
      shows: each(id, isInShadow),
      refused: 'Still live',
      done: () => toast.good('In shadow mode', { detail: 'It only looks.', undo: () => void resume({ id }) }),
    });
  const resume = ({ id }: Id) =>
    instantly({
      action: () => actions.resume({ id }),
      shows: each(id, goesOn),
      refused: 'Not resumed',
      done: () => toast.good('Resumed', { detail: 'The next run starts now.' }),
    });
  const approve = ({ id }: Id, waveId: string) =>
    instantly({
      action: () => actions.approve({ id, waveId }),
      shows: each(id, goesOn),
      refused: 'Not approved',
      done: ({ runId }) => toast.good('Approved', { action: watch(runId) }),
    });
  const discard = ({ id }: Id, waveId: string) =>
    instantly({
      action: () => actions.discard({ id, waveId }),
      shows: each(id, { ...isPaused, held: null }),
      refused: 'Not discarded',
      done: () => toast.good('Discarded', { detail: 'Nobody was taken out. The connection is paused.' }),
    });
  const readBack = ({ id }: Id) =>
    instantly({
      action: () => actions.readBack({ id }),
      shows: each(id, { isReadingBack: true }),
      refused: 'Not compared',
      done: () => toast.good('Comparison asked for', { detail: 'The book is read back now.' }),
    });
  const sendAgain = (connection: ConnectionView, whose: SendAgainInput['whose']) =>
    instantly({
      action: () => actions.sendAgain({ id: connection.id, whose }),
      shows: each(connection.id, isAsked(connection)),
      refused: 'Not sent again',
      done: ({ runId }) => toast.good('They are sent again', { action: watch(runId) }),
    });
  const putBack = (connection: ConnectionView, some: Some = null) =>
    instantly({
      action: () => actions.putBack({ id: connection.id, emails: emailsOf(some) }),
      shows: each(connection.id, isDecided(connection, some)),
      refused: 'Not put back',
      done: () => toast.good('They go back with the next run'),
    });
  const acceptLeft = (connection: ConnectionView, some: Some = null) =>
    instantly({
      action: () => actions.acceptLeft({ id: connection.id, emails: emailsOf(some) }),
      shows: each(connection.id, isDecided(connection, some)),
      refused: 'Not accepted',
      done: () => {
        toast.good('They stay out', { detail: 'The list says why.' });
        router.refresh();
      },
    });
  const disconnect = (connection: ConnectionView) =>
    instantly({
      action: () => actions.disconnect({ id: connection.id }),
      shows: (all) => all.filter(({ id }) => id !== connection.id),
      refused: 'Not disconnected',
      done: ({ bookName }) =>
        toast.good('Disconnected', {
          detail: `Everyone in ${bookName} stays there.`,
          undo: () => void reconnect(connection),
        }),
    });
  const reconnect = (connection: ConnectionView) =>
    instantly({
      action: () => actions.reconnect({ id: connection.id }),
      shows: (all) => [...all, connection],
      refused: 'Not connected again',
      done: () => toast.good('Connected again', { detail: 'It goes on where it was.' }),
    });
  /** What is against it is told by the dialog, whose button this is. */
  const connect = (
    input: ConnectListInput,
    to: { integration: Named; book: { name: string; visibility: string } },
  ) =>
    instantly({
      action: () => actions.connect(input),
      shows: (all) => [...all, coming(listId, to.integration, to.book, input.channel ?? 'email')],
      done: ({ runId }) =>
        toast.good('Connected', { detail: 'The first sync is under way.', action: watch(runId) }),
    });

  return {
    synchronize,
    pause,
    freeze,
    pauseUntil,
    freezeUntil,
    shadow,
    resume,
    approve,
    discard,
    readBack,
    sendAgain,
    putBack,
    acceptLeft,
    disconnect,
    connect,
  };
}
