import type { ReactNode } from 'react';
import { moment, spaced } from '../words';

type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

const tones: Record<string, Tone> = {
  Subscribed: 'good',
  Sent: 'good',
  Finished: 'good',
  Active: 'good',
  Enabled: 'good',
  Unsubscribed: 'warn',
  PendingOptIn: 'info',
  SoftBounced: 'warn',
  Paused: 'warn',
  Deactivated: 'quiet',
  Deleted: 'quiet',
  Disabled: 'quiet',
  Draft: 'quiet',
  Unsent: 'quiet',
  Private: 'quiet',
  Public: 'quiet',
  ReadOnly: 'quiet',
  Sending: 'info',
  Scheduled: 'info',
  NotFinished: 'info',
  Processing: 'info',
  Triggered: 'info',
  NotSent: 'info',
};

export function Chip({ word, tone }: { word: string; tone?: Tone }) {
  return <span className={`chip ${tone ?? tones[word] ?? 'bad'}`}>{spaced(word)}</span>;
}

export function Moment({ at, now }: { at: number | null; now: number }) {
  if (at === null) return <span className="quiet">never</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={`${moment(at)} UTC`}>
      {moment(at, now)}
    </time>
  );
}

export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        {aside !== undefined && <div>{aside}</div>}
      </div>
      {children}
    </section>
  );
}

export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Figures({
  figures,
  live,
}: {
  figures: { name: string; value: string; more?: string }[];
  live?: string;
}) {
  return (
    <dl className="figures" data-live={live}>
      {figures.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {more ? <small>{more}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One button that does one thing. */
export function Press({
  action,
  name,
  label,
  values = {},
  kind = '',
}: {
  action: string;
  name: string;
  label?: string;
  values?: Record<string, string | number>;
  kind?: string;
}) {
  return (
    <form method="post" action={action} className="press">
      {Object.entries(values).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <button className={kind} aria-label={label}>
        {name}
      </button>
    </form>
  );
}

export function Tabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: { name: string; to: string }[];
  current: string;
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ name, to }) => (
        <a key={to} href={to} aria-current={to === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
