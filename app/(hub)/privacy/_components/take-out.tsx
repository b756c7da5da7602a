import { buttonStyles } from '@/components/ui/button-styles';
import type { PersonAsked } from '@/lib/privacy/schemas';

/** Downloads, not pages: a plain link. */
export function TakeOut({ asked }: { asked: PersonAsked }) {
  const address = (format: string): string =>
    `/api/privacy/export?${new URLSearchParams({ ...asked, format })}`;
  return (
    <>
      <a className={buttonStyles({})} href={address('json')} download>
        Export JSON
      </a>
      <a className={buttonStyles({})} href={address('zip')} download>
        Export all files
      </a>
    </>
  );
}
