import { Refusal } from '#platform/errors.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { accessRefusals, canSomewhere } from '#platform/permissions/permissions.ts';
import { adminTexts } from '../admin-texts.ts';
import { NOTICE_SECTIONS } from '../sections.ts';
import { kindsOf } from '../sources.ts';

/** The way between the pages of the notices. */
export function NoticeSections({ ctx, here }: { ctx: WebCtx; here?: (typeof NOTICE_SECTIONS)[number]['key'] }) {
  const t = adminTexts(ctx.locale);
  return (
    <nav aria-label={t('sections')} class="sections">
      <ul>
        {NOTICE_SECTIONS.filter(({ action }) => canSomewhere(ctx.access, ctx.actor, action)).map(({ key, href }) => (
          <li key={key}>
            <a href={href} aria-current={key === here ? 'page' : undefined}>
              {t(key)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The agency whose notices somebody administers: those of another one do not exist for them. */
export function agencyOf(ctx: WebCtx): string {
  if (ctx.actor.kind !== 'staff') throw new Refusal(accessRefusals.notFound);
  return ctx.actor.agencyId;
}

/** What this agency can tell people: what the modules announce, and what it declared itself. */
export const kindsFor = (ctx: WebCtx, modules: readonly NoticeKind[]): Promise<readonly NoticeKind[]> =>
  kindsOf(ctx.db, agencyOf(ctx), modules);
