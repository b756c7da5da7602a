'use client';

import { ActionForm, SwitchField, useSettingsForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { agree, plural } from '@/lib/format';
import { RoleRules, type RoleRuleView } from '@/lib/users/schemas';
import { roleWords } from '../../_components/role-words';
import { changeRoleRulesAction } from '../../actions';

export function RoleRulesForm({ rules }: { rules: RoleRuleView[] }) {
  const form = useSettingsForm({
    schema: RoleRules,
    draft: { form: 'second factor by role' },
    defaultValues: {
      needsSecondFactor: Object.fromEntries(rules.map((rule) => [rule.role, rule.needsSecondFactor])),
    },
    action: changeRoleRulesAction,
  });
  return (
    <Card>
      <CardHeader title="Second factor" />
      <CardBody>
        <ActionForm form={form} submit="Save" label="Second factor">
          <p className="text-ink-2">
            Whose role needs a second factor and who has none sets one up at the next click, before anything
            else works. API tokens go on working. Who has one is asked for its codes in any case.
          </p>
          {rules.map((rule) => (
            <SwitchField
              key={rule.role}
              control={form.control}
              name={`needsSecondFactor.${rule.role}`}
              label={`Needed by the role ${roleWords[rule.role].label}`}
              hint={told(rule)}
            />
          ))}
        </ActionForm>
      </CardBody>
    </Card>
  );
}

const told = ({ people, peopleWithFactor }: RoleRuleView): string =>
  people === 0
    ? 'Nobody has this role.'
    : `${peopleWithFactor} of ${plural(people, 'person', 'people')} ${agree(peopleWithFactor, 'has', 'have')} one.`;
