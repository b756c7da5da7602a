import { useQuery } from '@tanstack/react-query';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** What Dotdigital has to choose from now, with the words for when it isn't there. */
export function useAskedChoices<Choice>(
  what: 'campaigns' | 'programs' | 'senders',
  integrationId: string | null,
) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [`automation-${what}`, integrationId],
    enabled: integrationId !== null,
    staleTime: 30_000,
    retry: false,
    queryFn: ({ signal }) => ask<Choice[]>(`/api/automations/${what}?integrationId=${integrationId}`, signal),
  });
  return {
    choices: data,
    placeholder:
      integrationId === null ? 'Choose the account first' : isPending ? 'Asking Dotdigital …' : undefined,
    trouble: error && (
      <Notice
        tone="bad"
        title="Dotdigital could not be asked."
        action={<Button onClick={() => refetch()}>Try again</Button>}
      >
        {error.message}
      </Notice>
    ),
  };
}
