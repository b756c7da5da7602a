'use client';

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button, IconButton } from '@/components/ui/button';
import { CountedInput } from '@/components/ui/counted-input';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ValueRule } from '@/lib/data-fields/schemas';

const kinds: { kind: ValueRule['kind']; label: string; made: ValueRule }[] = [
  { kind: 'default', label: 'Default where empty', made: { kind: 'default', value: '' } },
  { kind: 'case', label: 'Case', made: { kind: 'case', to: 'title' } },
  { kind: 'trim', label: 'Trim spaces', made: { kind: 'trim' } },
  { kind: 'cut', label: 'Cut', made: { kind: 'cut', length: 100 } },
  {
    kind: 'table',
    label: 'Value table',
    made: { kind: 'table', pairs: [{ from: '', to: '' }], others: 'keep' },
  },
  { kind: 'strip-html', label: 'Strip HTML', made: { kind: 'strip-html' } },
];
const labelOf = (rule: ValueRule): string => kinds.find(({ kind }) => kind === rule.kind)?.label ?? rule.kind;
const maxRules = 10;

type RulesEditorProps = {
  rules: ValueRule[];
  name: string;
  disabled: boolean;
  onChange: (rules: ValueRule[]) => void;
};

/** Rules in the order in which they are applied; each can be moved by its arrows. */
export function RulesEditor({ rules, name, disabled, onChange }: RulesEditorProps) {
  const move = (from: number, to: number): void => {
    const next = [...rules];
    const [rule] = next.splice(from, 1);
    if (rule) next.splice(to, 0, rule);
    onChange(next);
  };
  return (
    <div className="grid gap-2">
      {rules.length > 0 && (
        <ol aria-label={`Value rules of ${name}`} className="grid gap-2">
          {rules.map((rule, n) => (
            <li key={n} className="rounded-sm border px-2.5 py-2">
              <div className="flex flex-wrap items-center gap-1">
                <span className="mr-auto text-sm font-medium">
                  {n + 1}. {labelOf(rule)}
                </span>
                {!disabled && (
                  <>
                    {n > 0 && (
                      <IconButton
                        size="sm"
                        label={`Move rule ${n + 1} of ${name} up`}
                        onClick={() => move(n, n - 1)}
                      >
                        <ArrowUp aria-hidden />
                      </IconButton>
                    )}
                    {n < rules.length - 1 && (
                      <IconButton
                        size="sm"
                        label={`Move rule ${n + 1} of ${name} down`}
                        onClick={() => move(n, n + 1)}
                      >
                        <ArrowDown aria-hidden />
                      </IconButton>
                    )}
                    <IconButton
                      size="sm"
                      label={`Remove rule ${n + 1} of ${name}`}
                      onClick={() => onChange(rules.filter((_, at) => at !== n))}
                    >
                      <X aria-hidden />
                    </IconButton>
                  </>
                )}
              </div>
              <RuleParts
                rule={rule}
                disabled={disabled}
                onChange={(next) => onChange(rules.map((one, at) => (at === n ? next : one)))}
              />
            </li>
          ))}
        </ol>
      )}
      {!disabled && rules.length < maxRules && (
        <Select
          className="max-w-[240px]"
          aria-label={`Add a value rule to ${name}`}
          value=""
          placeholder="Add a value rule"
          options={kinds.map(({ kind, label }) => ({ value: kind, label }))}
          onChange={(event) => {
            const added = kinds.find(({ kind }) => kind === event.target.value);
            if (added) onChange([...rules, added.made]);
          }}
        />
      )}
    </div>
  );
}

type RulePartsProps = { rule: ValueRule; disabled: boolean; onChange: (rule: ValueRule) => void };

function RuleParts({ rule, disabled, onChange }: RulePartsProps) {
  switch (rule.kind) {
    case 'default':
      return (
        <CountedInput
          className="mt-1.5"
          aria-label="Default value"
          placeholder="In place of an empty value"
          disabled={disabled}
          max={1000}
          value={rule.value}
          onChange={(event) => onChange({ ...rule, value: event.target.value })}
        />
      );
    case 'case':
      return (
        <Select
          className="mt-1.5"
          aria-label="Case"
          disabled={disabled}
          value={rule.to}
          options={[
            { value: 'upper', label: 'UPPER CASE' },
            { value: 'lower', label: 'lower case' },
            { value: 'title', label: 'Title Case' },
          ]}
          onChange={(event) => {
            const to = event.target.value;
            onChange({ ...rule, to: to === 'upper' || to === 'lower' ? to : 'title' });
          }}
        />
      );
    case 'cut':
      return (
        <label className="mt-1.5 flex items-center gap-2 text-sm text-ink-2">
          after
          <Input
            className="w-24 text-right"
            inputMode="numeric"
            disabled={disabled}
            value={String(rule.length)}
            onChange={(event) =>
              onChange({ ...rule, length: Number(event.target.value.replaceAll(/\D/g, '')) })
            }
          />
          characters
        </label>
      );
    case 'table':
      return <PairsEditor rule={rule} disabled={disabled} onChange={onChange} />;
    default:
      return null;
  }
}

type TableRule = Extract<ValueRule, { kind: 'table' }>;

function PairsEditor({
  rule,
  disabled,
  onChange,
}: {
  rule: TableRule;
  disabled: boolean;
  onChange: (rule: ValueRule) => void;
}) {
  const change = (n: number, part: Partial<TableRule['pairs'][number]>): void =>
    onChange({ ...rule, pairs: rule.pairs.map((pair, at) => (at === n ? { ...pair, ...part } : pair)) });
  return (
    <div className="mt-1.5 grid gap-1.5">
      {rule.pairs.map((pair, n) => (
        <div key={n} className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-center gap-1.5">
          <Input
            aria-label={`Value ${n + 1}`}
            disabled={disabled}
            value={pair.from}
            onChange={(event) => change(n, { from: event.target.value })}
          />
          <span aria-hidden className="text-ink-3">
            →
          </span>
          <Input
            aria-label={`Becomes ${n + 1}`}
            disabled={disabled}
            value={pair.to}
            onChange={(event) => change(n, { to: event.target.value })}
          />
          {!disabled && rule.pairs.length > 1 && (
            <IconButton
              size="sm"
              label={`Remove value ${n + 1}`}
              onClick={() => onChange({ ...rule, pairs: rule.pairs.filter((_, at) => at !== n) })}
            >
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {!disabled && rule.pairs.length < 200 && (
          <Button
            size="sm"
            onClick={() => onChange({ ...rule, pairs: [...rule.pairs, { from: '', to: '' }] })}
          >
            <Plus aria-hidden /> Add a value
          </Button>
        )}
        <Select
          className="max-w-[200px]"
          aria-label="Other values"
          disabled={disabled}
          value={rule.others}
          options={[
            { value: 'keep', label: 'others stay' },
            { value: 'empty', label: 'others become empty' },
          ]}
          onChange={(event) =>
            onChange({ ...rule, others: event.target.value === 'empty' ? 'empty' : 'keep' })
          }
        />
      </div>
    </div>
  );
}
