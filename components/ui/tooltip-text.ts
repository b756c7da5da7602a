import { formatExactDay, formatExactTime } from '@/lib/format';

/** What of the page has a tooltip: what says so, a moment, and text that is cut where it is too long. */
const hosts = '[data-tip], time[datetime], .cut';

/** The element at this place that has something to tell, the innermost first, with what that is. */
export function tooltipOf(
  target: EventTarget | null,
  zone: string,
): { host: HTMLElement; text: string } | null {
  let host = target instanceof Element ? target.closest<HTMLElement>(hosts) : null;
  while (host) {
    const text = textOf(host, zone);
    if (text) return { host, text };
    host = host.parentElement?.closest<HTMLElement>(hosts) ?? null;
  }
  return null;
}

function textOf(host: HTMLElement, zone: string): string {
  if (host.dataset.tip) return host.dataset.tip;
  if (host instanceof HTMLTimeElement)
    return (host.dataset.day === undefined ? formatExactTime : formatExactDay)(host.dateTime, zone);
  return host.scrollWidth > host.clientWidth ? (host.dataset.whole ?? host.textContent) : '';
}
