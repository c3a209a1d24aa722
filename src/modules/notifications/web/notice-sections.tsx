import { Refusal } from '#platform/errors.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { accessRefusals, canSomewhere } from '#platform/permissions/permissions.ts';
import { adminTexts } from '../admin-texts.ts';
import { kindsOf } from '../sources.ts';

const SECTIONS = [
  { key: 'operations', href: '/personal/avisos/operacion', action: 'notifications.read' },
  { key: 'templates', href: '/personal/avisos', action: 'notifications.read' },
  { key: 'rules', href: '/personal/avisos/reglas', action: 'notifications.read' },
  { key: 'mailings', href: '/personal/avisos/envios', action: 'notifications.send' },
  { key: 'systems', href: '/personal/avisos/sistemas', action: 'notifications.operate' },
  { key: 'prices', href: '/personal/avisos/precios', action: 'notifications.read' },
  { key: 'budget', href: '/personal/avisos/presupuesto', action: 'notifications.read' },
  { key: 'topics', href: '/personal/avisos/temas', action: 'notifications.read' },
  { key: 'suppressed', href: '/personal/avisos/sin-avisos', action: 'notifications.read' },
] as const;

/** The way between the pages of the notices. */
export function NoticeSections({ ctx, here }: { ctx: WebCtx; here?: (typeof SECTIONS)[number]['key'] }) {
  const t = adminTexts(ctx.locale);
  return (
    <nav aria-label={t('sections')} class="sections">
      <ul>
        {SECTIONS.filter(({ action }) => canSomewhere(ctx.access, ctx.actor, action)).map(({ key, href }) => (
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
