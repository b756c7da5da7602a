import type { Control } from 'react-hook-form';
import type { z } from 'zod';
import type { CreateMarketingList } from '@/lib/marketing-lists/schemas';

export type ListValues = CreateMarketingList;
export type ListControl = Control<z.input<typeof CreateMarketingList>, unknown, CreateMarketingList>;
