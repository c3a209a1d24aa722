import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Assignment } from '#modules/agencies/index.ts';
import { accountTexts } from '../account-texts.ts';
import { roleName } from '../role-texts.ts';

/** The posts of a person, with what each lets them do. */
export function AssignmentList({ ctx, assignments }: { ctx: WebCtx; assignments: readonly Assignment[] }) {
  const t = accountTexts(ctx.locale);
  return (
    <ul class="post-list">
      {assignments.map(({ postId, title, unit, roles, substitution }) => (
        <li key={substitution?.id ?? postId}>
          {title} · {unit}
          {substitution &&
            ` · ${t('standsIn', {
              from: formatDate(substitution.from, ctx.locale, 'short'),
              until: formatDate(substitution.until, ctx.locale, 'short'),
            })}`}
          <br />
          <span class="small soft">{roles.map((role) => roleName(role, ctx.locale)).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}
