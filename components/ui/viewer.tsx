'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';

import { clockSkew } from './clock-skew';

type Viewer = {
  /** For numbers. */
  locale: string;
  /** IANA name, for times. */
  zone: string;
  /** The server's clock when the page was made, so that both sides first say the same. */
  renderedAt: number;
};

const ViewerContext = createContext<Viewer>({ locale: 'en-GB', zone: 'UTC', renderedAt: 0 });

export const useViewer = (): Viewer => useContext(ViewerContext);

type ViewerProviderProps = { locale: string; zone: string | null; renderedAt: number; children: ReactNode };

/** The zone comes from a cookie; on the first visit the browser tells it and the times settle at once. */
export function ViewerProvider({ locale, zone, renderedAt, children }: ViewerProviderProps) {
  const [told, setTold] = useState(zone);
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!here || here === zone) return;
    document.cookie = `zone=${encodeURIComponent(here)}; path=/; max-age=31536000; samesite=lax`;
    setTold(here);
  }, [zone]);
  return <ViewerContext value={{ locale, zone: told ?? 'UTC', renderedAt }}>{children}</ViewerContext>;
}

/** The server's clock against ours: times come from there, so "now" is told by it. Measured once, when the page arrives. */
let skew: number | undefined;
let tick = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now() + (skew ?? 0);
    for (const one of listeners) one();
  }, 20_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now by the server's clock, moving every 20 seconds; exactly the server's now while hydrating. */
export function useNow(): number {
  const { renderedAt } = useViewer();
  return useSyncExternalStore(
    subscribe,
    () => (tick ||= Date.now() + (skew ??= clockSkew(renderedAt, Date.now()))),
    () => renderedAt || 0,
  );
}
