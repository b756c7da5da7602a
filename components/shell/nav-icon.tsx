import {
  FileUp,
  Fingerprint,
  House,
  KeyRound,
  List,
  type LucideIcon,
  Mail,
  Megaphone,
  Plug,
  RefreshCw,
  ScrollText,
  Settings,
  Shield,
  User,
} from 'lucide-react';

import type { NavIcon as Name } from './nav';

const icons: Record<Exclude<Name, 'dotdigital'>, LucideIcon> = {
  home: House,
  person: User,
  import: FileUp,
  list: List,
  mail: Mail,
  megaphone: Megaphone,
  plug: Plug,
  runs: RefreshCw,
  shield: Shield,
  key: KeyRound,
  log: ScrollText,
  fingerprint: Fingerprint,
  gear: Settings,
};

export function NavIcon({ name }: { name: Name }) {
  if (name === 'dotdigital') {
    return (
      <svg
        aria-hidden
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        className="size-4 shrink-0"
      >
        <path d="M4 16c4-9 12-9 16 0M4 16v3M20 16v3M12 9v10" />
      </svg>
    );
  }
  const Icon = icons[name];
  return <Icon aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />;
}
