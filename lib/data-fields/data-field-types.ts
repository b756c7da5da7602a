import { z } from 'zod';

export const dataFieldTypes = ['String', 'Numeric', 'Date', 'Boolean'] as const;
export const DataFieldType = z.enum(dataFieldTypes);
export type DataFieldType = z.infer<typeof DataFieldType>;

/** Dotdigital’s own words, which people look for. */
export const dataFieldTypeLabels: Record<DataFieldType, string> = {
  String: 'String',
  Numeric: 'Numeric',
  Date: 'Date',
  Boolean: 'Boolean',
};

/** What one of the CRM's fields may go into; unlisted means refused. */
export const convertibleTo: Record<string, readonly DataFieldType[]> = {
  text: ['String'],
  email: ['String'],
  phone: ['String'],
  choice: ['String'],
  owner: ['String'],
  tags: ['String', 'Boolean'],
  number: ['String', 'Numeric'],
  date: ['String', 'Date'],
  datetime: ['String', 'Date'],
  boolean: ['String', 'Boolean'],
};
