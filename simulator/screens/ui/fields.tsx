import type { ReactNode } from 'react';

interface Asked {
  label: string;
  name: string;
  hint?: ReactNode;
  id?: string;
}

function Labelled({
  label,
  id,
  hint,
  children,
}: {
  label: string;
  id: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

const idOf = ({ id, name }: Asked): string => id ?? `field-${name}`;
const hinted = (asked: Asked): { 'aria-describedby'?: string } =>
  asked.hint === undefined ? {} : { 'aria-describedby': `${idOf(asked)}-hint` };

interface TextAsked extends Asked {
  value?: string | number | null | undefined;
  type?: 'text' | 'email' | 'number' | 'datetime-local' | 'search';
  required?: boolean;
  maxLength?: number;
  placeholder?: string;
  min?: number;
  list?: string;
  step?: string;
}

export function TextField(asked: TextAsked) {
  const { label, name, hint, value, type = 'text', ...rest } = asked;
  return (
    <Labelled label={label} id={idOf(asked)} hint={hint}>
      <input
        {...rest}
        id={idOf(asked)}
        name={name}
        type={type}
        defaultValue={value ?? ''}
        autoComplete="off"
        {...hinted(asked)}
      />
    </Labelled>
  );
}

export function TextArea(asked: Asked & { value: string; rows: number; code?: boolean }) {
  const { label, name, hint, value, rows, code = false } = asked;
  return (
    <Labelled label={label} id={idOf(asked)} hint={hint}>
      <textarea
        id={idOf(asked)}
        name={name}
        rows={rows}
        defaultValue={value}
        className={code ? 'code' : undefined}
        spellCheck={!code}
        {...hinted(asked)}
      />
    </Labelled>
  );
}

export interface Choice {
  value: string | number;
  name: string;
}

export const choicesOf = (words: readonly string[]): Choice[] =>
  words.map((word) => ({ value: word, name: word }));

export function SelectField(
  asked: Asked & { value?: string | number | undefined; choices: Choice[]; submits?: boolean },
) {
  const { label, name, hint, value, choices, submits = false } = asked;
  return (
    <Labelled label={label} id={idOf(asked)} hint={hint}>
      <select
        id={idOf(asked)}
        name={name}
        defaultValue={value}
        data-submits={submits ? '' : undefined}
        {...hinted(asked)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A checkbox or a radio button, with words of its own below its label. */
export function Tick({
  label,
  name,
  value,
  type = 'checkbox',
  checked,
  hint,
  disabled,
}: {
  label: string;
  name: string;
  value: string | number;
  type?: 'checkbox' | 'radio';
  checked?: boolean;
  hint?: ReactNode;
  disabled?: boolean;
}) {
  const id = `tick-${name}-${value}`;
  return (
    <div className="tick">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
