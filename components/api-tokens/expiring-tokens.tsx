import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { type ExpiringToken, remindedDays } from '@/lib/api-tokens/schemas';
import { agree, plural } from '@/lib/format';

type ExpiringTokensProps = { tokens: ExpiringToken[]; className?: string };

/** Tokens of one's own that soon work no more; nothing where there are none. */
export function ExpiringTokens({ tokens, className }: ExpiringTokensProps) {
  if (tokens.length === 0) return null;
  return (
    <Notice
      tone="warn"
      className={className}
      title={`${plural(tokens.length, 'token')} of yours ${agree(tokens.length, 'expires', 'expire')} within ${remindedDays} days.`}
    >
      If a program still needs one, create another in time.
      <ul className="mt-1">
        {tokens.map(({ id, name, expiresAt }) => (
          <li key={id}>
            {name}: <Time at={expiresAt} as="moment" ahead />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
