import { page, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { editorTexts } from '../editor-texts.ts';
import type { ServiceRow, ServiceVersion } from '../store/versions.ts';
import { Changes } from './changes.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

/** Any two versions side by side; without a choice the last one and the one before it. */
export function showComparison(ctx: WebCtx, service: ServiceRow, versions: readonly ServiceVersion[]): RouteResult {
  const t = editorTexts(ctx.locale);
  const chosen = (number: string | undefined, otherwise: number) =>
    versions.find(({ version }) => String(version) === number) ?? versions[otherwise] ?? versions[0];
  const before = chosen(ctx.request.query.de, 1);
  const after = chosen(ctx.request.query.a, 0);
  const address = `/personal/catalogo/${service.slug}`;
  const choices = versions.map(({ version, publishedAt }) => ({
    value: String(version),
    label: `${t('versionOf', { version })} (${publishedAt ? t('published') : t('draft')})`,
  }));
  return page(
    <StaffPage context={ctx.page} title={t('compare')}>
      <BackLink href={address}>{t('backToEditor')}</BackLink>
      <h1>{t('compare')}</h1>
      <p class="lead">{service.content.nameEs}</p>
      <Form
        action={`${address}/comparar`}
        method="get"
        submit={t('compareNow')}
        state={filledForm({ de: String(before?.version ?? ''), a: String(after?.version ?? '') })}
      >
        <SelectField name="de" label={t('from')} choices={choices} width="m" prompt="none" />
        <SelectField name="a" label={t('to')} choices={choices} width="m" prompt="none" />
      </Form>
      {before && after && <Changes locale={ctx.locale} before={before.content} after={after.content} />}
    </StaffPage>,
  );
}
