'use client';

import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { reloadPage } from './unsaved';

type FormErrorProps = {
  title: string;
  form: { error: string | null; errorCode: string | null; submit: () => void };
};

/** What belongs to no field, with what mends it where a press does. */
export function FormError({ title, form: { error, errorCode, submit } }: FormErrorProps) {
  if (!error) return null;
  return (
    <Notice tone="bad" title={title} action={mendOf(errorCode, submit)}>
      {error}
    </Notice>
  );
}

function mendOf(code: string | null, submit: () => void) {
  if (code === 'outdated')
    return (
      <Button size="sm" onClick={reloadPage}>
        Reload
      </Button>
    );
  if (code === 'unreachable' || code === 'not_signed_in')
    return (
      <Button size="sm" onClick={() => submit()}>
        Try again
      </Button>
    );
  return undefined;
}
