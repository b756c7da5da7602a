export const csvImportSortFields = ['fileName', 'entity', 'state', 'rowCount', 'createdAt'] as const;
export type CsvImportSortField = (typeof csvImportSortFields)[number];

export const csvImportFilterFields = { entity: 'choice', state: 'choice' } as const;
export type CsvImportFilterField = keyof typeof csvImportFilterFields;

export const csvImportTableOptions = {
  sortable: csvImportSortFields,
  filterable: csvImportFilterFields,
  defaultSort: { field: 'createdAt', direction: 'desc' },
} as const;
