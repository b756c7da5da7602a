import type { RoleName } from '@/lib/users/schemas';

export const roleWords: Record<RoleName, { label: string; one: string; hint: string }> = {
  viewer: { label: 'Viewer', one: 'a viewer', hint: 'Statistics only.' },
  marketer: { label: 'Marketer', one: 'a marketer', hint: 'Records, lists, connections and campaigns too.' },
  admin: { label: 'Admin', one: 'an admin', hint: 'Everything: integrations, settings and users too.' },
};

export const roleOptions = (['viewer', 'marketer', 'admin'] as const).map((value) => ({
  value,
  label: roleWords[value].label,
  hint: roleWords[value].hint,
}));
