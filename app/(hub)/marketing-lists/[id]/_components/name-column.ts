import type { DataColumn } from '@/components/ui/data-table';

/** A person's name over their address; whoever is only known by the address is not named twice. */
export const nameColumn: DataColumn<{ name: string; email: string | null }> = {
  id: 'name',
  header: 'Name',
  cell: (row) => row.name,
  secondary: (row) => (row.email === row.name ? '' : (row.email ?? 'no e-mail address')),
  sortable: true,
  maxWidth: 300,
};
