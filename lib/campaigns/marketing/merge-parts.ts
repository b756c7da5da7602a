import { z } from 'zod';
import { idText } from '../../text';

const MergeParts = z.array(z.object({ id: idText, emailCampaigns: z.array(idText) }));
export type MergePart = z.infer<typeof MergeParts>[number];

/** What a merge took in, as it is kept beside it. */
export const readParts = (json: unknown): MergePart[] => MergeParts.catch([]).parse(json);
