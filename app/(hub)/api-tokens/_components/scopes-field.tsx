'use client';

import { useId } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { scopeRole, scopes, scopeWords, type Scope } from '@/lib/api-tokens/schemas';

export type Person = { name: string; email: string; role: 'viewer' | 'marketer' | 'admin' };

const rank = { viewer: 0, marketer: 1, admin: 2 };

type ScopesFieldProps = {
  person: Person;
  value: readonly string[];
  onChange: (scopes: Scope[]) => void;
  message: string | undefined;
};

/** What the token may do, in the words of the API; what its person may not do can't be chosen. */
export function ScopesField({ person, value, onChange, message }: ScopesFieldProps) {
  const id = useId();
  const beyond = (scope: Scope): boolean => rank[scopeRole[scope]] > rank[person.role];
  const isOn = (scope: Scope): boolean => value.includes(scope) && !beyond(scope);
  return (
    <fieldset aria-describedby={message ? `${id}-message` : undefined}>
      <legend className="mb-2 text-md font-medium">May</legend>
      {scopes.some(beyond) && (
        <p className="mb-2.5 text-sm text-ink-2">
          {person.name} is a {person.role}: what needs a higher role can’t be chosen.
        </p>
      )}
      <ul className="grid gap-2.5">
        {scopes.map((scope) => (
          <li key={scope} className="grid grid-cols-[16px_1fr] gap-x-2.5">
            <Checkbox
              id={`${id}-${scope}`}
              className="mt-0.5"
              checked={isOn(scope)}
              disabled={beyond(scope)}
              aria-invalid={message ? true : undefined}
              aria-describedby={`${id}-${scope}-words`}
              onCheckedChange={(on) =>
                onChange(scopes.filter((one) => (one === scope ? on === true : isOn(one))))
              }
            />
            <label htmlFor={`${id}-${scope}`} className="font-mono text-sm leading-5">
              {scope}
            </label>
            <p id={`${id}-${scope}-words`} className="col-start-2 text-sm text-ink-3">
              {scopeWords[scope]}.{beyond(scope) && ` For the role ${scopeRole[scope]}.`}
            </p>
          </li>
        ))}
      </ul>
      {message && (
        <p id={`${id}-message`} role="alert" className="mt-1.5 text-sm text-bad">
          {message}
        </p>
      )}
    </fieldset>
  );
}
