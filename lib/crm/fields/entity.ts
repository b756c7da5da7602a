import { z } from 'zod';

export const CrmEntity = z.enum(['contact', 'lead', 'customer']);
export type CrmEntity = z.infer<typeof CrmEntity>;
