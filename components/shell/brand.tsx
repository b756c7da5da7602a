import { PageLink } from '../ui/page-link';

export function Mark({ className = 'size-[22px]' }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" className={className}>
      <path
        d="M2 17c5-11 15-11 20 0M2 17v3M22 17v3"
        stroke="var(--accent)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="12" cy="8.7" r="3" fill="var(--accent)" />
    </svg>
  );
}

export function Brand() {
  return (
    <PageLink
      href="/"
      className="flex items-center gap-[9px] rounded-sm px-2 py-1 text-[15px] font-semibold tracking-[-0.01em]"
    >
      <Mark />
      Dotbridge
    </PageLink>
  );
}
