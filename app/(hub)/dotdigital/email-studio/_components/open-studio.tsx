import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyles } from '@/components/ui/button-styles';

type OpenStudioProps = { integrationId: string } & ButtonLook &
  Omit<ComponentProps<'a'>, 'href' | 'target' | 'rel' | 'className'>;

/** Dotdigital in a tab of its own, signed in. No link to a page of ours, which might be asked for ahead: each opening fetches a token. */
export function OpenStudio({ integrationId, variant, size, ...rest }: OpenStudioProps) {
  return (
    <a
      href={`/api/email-studio/${integrationId}/open`}
      target="_blank"
      rel="noopener noreferrer"
      className={buttonStyles({ variant, size })}
      {...rest}
    />
  );
}
