import type { Marks, Subject } from '@/lib/live/schemas';

/** `first`: how it stands now is only learnt; what the page shows of it may be a moment older. */
type Tell = (what: 'first' | 'moved') => void;

const maxSubjects = 8;
const reopenAfterMs = 50;
const patienceMs = 5_000;
const maxPatienceMs = 60_000;

const followers = new Map<Subject, Set<Tell>>();
let known: Marks = {};
let source: EventSource | null = null;
let watched = '';
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * The one road of a tab on which it hears that something it shows has moved. While nobody looks at the tab it is closed: a browser opens
 * six connections to a host that has no HTTP/2, and ten tabs must not take them all. Marks are compared, so nothing is missed meanwhile.
 */
export function follow(subject: Subject, tell: Tell): () => void {
  if (followers.size === 0) document.addEventListener('visibilitychange', open);
  const own = followers.get(subject) ?? new Set();
  followers.set(subject, own.add(tell));
  openAfter(reopenAfterMs);
  return () => {
    own.delete(tell);
    if (own.size === 0 && followers.get(subject) === own) {
      followers.delete(subject);
      delete known[subject];
    }
    if (followers.size === 0) document.removeEventListener('visibilitychange', open);
    openAfter(reopenAfterMs);
  };
}

function openAfter(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(open, ms);
}

function open(): void {
  const wanted = document.hidden ? '' : [...followers.keys()].sort().slice(0, maxSubjects).join();
  if (wanted === watched && (source !== null || wanted === '')) return;
  source?.close();
  source = null;
  watched = wanted;
  if (wanted === '') return;
  const own = new EventSource(`/api/live?watch=${encodeURIComponent(wanted)}`);
  source = own;
  own.addEventListener('message', ({ data }: MessageEvent<string>) => {
    failures = 0;
    hear(JSON.parse(data) as Marks);
  });
  own.addEventListener('error', () => {
    // What merely broke off the browser opens again; what was refused it leaves to us.
    if (own.readyState !== EventSource.CLOSED || source !== own) return;
    source = null;
    failures += 1;
    openAfter(Math.min(maxPatienceMs, patienceMs * 2 ** failures));
  });
}

function hear(marks: Marks): void {
  const before = known;
  known = { ...before, ...marks };
  for (const [subject, tells] of followers) {
    const [then, now] = [before[subject], marks[subject]];
    if (now === undefined || now === then) continue;
    for (const tell of tells) tell(then === undefined ? 'first' : 'moved');
  }
}
