import type { ComponentProps } from 'react';
import { LinkButton } from '@/components/ui/button';

type OpenStudioProps = { integrationId: string } & Omit<
  ComponentProps<typeof LinkButton>,
  'href' | 'target' | 'rel' | 'prefetch'
>;

/** Dotdigital in a tab of its own, signed in. Never asked for ahead: each opening fetches a token. */
export function OpenStudio({ integrationId, ...rest }: OpenStudioProps) {
  return (
    <LinkButton
      href={`/api/email-studio/${integrationId}/open`}
      target="_blank"
      rel="noopener noreferrer"
      prefetch={false}
      {...rest}
    />
  );
}
