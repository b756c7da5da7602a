import { notFound } from 'next/navigation';
import { IntegrationId } from '@/lib/integrations/schemas';

/** The id in the address; what can't be one is the 404 page. */
export async function readId(params: Promise<{ id: string }>): Promise<string> {
  const parsed = IntegrationId.safeParse(await params);
  if (!parsed.success) notFound();
  return parsed.data.id;
}
