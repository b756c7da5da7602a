import type { RoleName } from '@/lib/users/schemas';

export const roleWords: Record<RoleName, { label: string; hint: string }> = {
  viewer: { label: 'Viewer', hint: 'Statistics only.' },
  marketer: { label: 'Marketer', hint: 'Records, lists, connections and campaigns too.' },
  admin: { label: 'Admin', hint: 'Everything: integrations, settings and users too.' },
};

export const roleOptions = (['viewer', 'marketer', 'admin'] as const).map((value) => ({
  value,
  ...roleWords[value],
}));
