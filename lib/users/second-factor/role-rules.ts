import { recordAudit, type Context } from '../../context';
import { permit } from '../../permissions';
import { roles, type RoleName, type RoleRules, type RoleRuleView } from '../schemas';

/** Which roles demand a second factor, and how many of their people have one. */
export async function getRoleRules(ctx: Context): Promise<RoleRuleView[]> {
  permit(ctx, 'users.read');
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT role.name::text AS role, coalesce(bool_or(r.needs_second_factor), false) AS "needsSecondFactor",
      count(u.id)::int AS people, count(u.id) FILTER (WHERE has.factor)::int AS "peopleWithFactor"
    FROM unnest(enum_range(NULL::role)) AS role (name)
      LEFT JOIN role_rules r ON r.role = role.name
      LEFT JOIN users u ON u.role = role.name AND u.disabled_at IS NULL
      LEFT JOIN LATERAL (
        SELECT EXISTS (SELECT FROM second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS factor
      ) has ON TRUE
    GROUP BY role.name ORDER BY role.name`;
  return rows;
}

type Row = { role: RoleName; needsSecondFactor: boolean; people: number; peopleWithFactor: number };

/** Whose role demands one and who has none is led to set one up at the next click. API tokens go on working. */
export async function changeRoleRules(ctx: Context, { needsSecondFactor }: RoleRules): Promise<void> {
  permit(ctx, 'users.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.roleRule.createMany({
      data: roles.map((role) => ({ role, needsSecondFactor: false })),
      skipDuplicates: true,
    });
    const before = await tx.$queryRaw<{ role: RoleName; needsSecondFactor: boolean }[]>`
      SELECT role::text AS role, needs_second_factor AS "needsSecondFactor" FROM role_rules ORDER BY role FOR UPDATE`;
    const changed = before.filter((rule) => rule.needsSecondFactor !== needsSecondFactor[rule.role]);
    if (changed.length === 0) return;
    for (const { role } of changed)
      await tx.roleRule.update({ where: { role }, data: { needsSecondFactor: needsSecondFactor[role] } });
    await recordAudit(ctx, tx, {
      action: 'settings.second-factor',
      subjectType: 'settings',
      subjectId: 'sign-in',
      detail: {
        before: Object.fromEntries(changed.map((rule) => [rule.role, rule.needsSecondFactor])),
        after: Object.fromEntries(changed.map(({ role }) => [role, needsSecondFactor[role]])),
      },
    });
  });
}
