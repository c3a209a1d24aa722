import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import type { Office } from '#modules/agencies/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { Checkbox } from '#web/ui/field/choice-fields.tsx';
import type { FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { editorTexts } from '../editor-texts.ts';
import type { ServiceContent } from '../content.ts';
import { stateOf, type ServiceRow, type ServiceVersion } from '../store/versions.ts';
import { Changes } from './changes.tsx';
import { StateTag } from './editor-list.tsx';
import { ServiceFields } from './service-fields.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

export interface EditorView {
  readonly ctx: WebCtx;
  readonly service: ServiceRow;
  readonly versions: readonly ServiceVersion[];
  readonly offices: readonly Office[];
  readonly form: FormState;
  /** What this person wants to save, when somebody else saved in between. */
  readonly mine?: ServiceContent | undefined;
}

/** The draft of a service as a form, what publishing it would change, and all that was published before. */
export function EditorPage({ ctx, service, versions, offices, form, mine }: EditorView) {
  const t = editorTexts(ctx.locale);
  const draft = versions[0]?.publishedAt === null ? versions[0] : undefined;
  const mayPublish = canSomewhere(ctx.access, ctx.actor, 'catalogue.publish');
  const address = `/personal/catalogo/${service.slug}`;
  const inForce = service.published && !service.retiredAt;
  const seen = stateOf(versions);
  const name = (draft?.content ?? service.content).nameEs;
  return (
    <StaffPage context={ctx.page} title={name} islands={['unsaved']}>
      <ErrorSummary form={form} />
      <p>
        <a href="/personal/catalogo">{t('back')}</a>
        {inForce && (
          <>
            {' '}
            · <a href={`/tramites/${service.slug}`}>{t('view')}</a>
          </>
        )}
      </p>
      <h1>{name}</h1>
      <p>
        <StateTag row={service} locale={ctx.locale} />
      </p>
      {draft && (
        <Notice>
          <p>{t('editing')}</p>
          <div class="button-row">
            {mayPublish && (
              <ActionButton action={`${address}/publicar`} kind="primary" fields={{ seen }}>
                {t('publish')}
              </ActionButton>
            )}
            <a href={`${address}/vista`}>{t('preview')}</a>
          </div>
        </Notice>
      )}
      {draft && service.published && (
        <details>
          <summary>{t('changes')}</summary>
          <Changes locale={ctx.locale} before={service.content} after={draft.content} />
        </details>
      )}
      {mine && (
        <Notice kind="warning">
          <p>{t('theirsAndYours')}</p>
          <Changes locale={ctx.locale} before={(draft ?? service).content} after={mine} />
        </Notice>
      )}
      <Form action={address} state={form} submit={mine ? t('saveAnyway') : t('save')} warnUnsaved>
        <Hidden name="seen" value={seen} />
        <ServiceFields locale={ctx.locale} offices={offices} />
      </Form>
      <History ctx={ctx} address={address} versions={versions} />
      {mayPublish && inForce && (
        <details>
          <summary>{t('retire')}</summary>
          <p>{t('retireText')}</p>
          <ActionButton action={`${address}/retirar`} kind="danger">
            {t('retire')}
          </ActionButton>
        </details>
      )}
    </StaffPage>
  );
}

function History({ ctx, address, versions }: { ctx: WebCtx; address: string; versions: readonly ServiceVersion[] }) {
  const t = editorTexts(ctx.locale);
  if (versions.length === 0) return null;
  return (
    <section>
      <h2>{t('history')}</h2>
      <ul>
        {versions.map(({ version, savedAt, publishedAt }, index) => {
          const before = versions[index + 1]?.version;
          return (
            <li key={version}>
              {t('versionOf', { version })}: {publishedAt ? t('published') : t('draft')},{' '}
              {formatDate(publishedAt ?? savedAt, ctx.locale, 'short')}
              {before !== undefined && (
                <>
                  {' · '}
                  <a href={`${address}/comparar?de=${before}&a=${version}`}>
                    {t('compareWith', { version: before })}
                    <span class="visually-hidden"> {t('versionOf', { version })}</span>
                  </a>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** An empty form for a service that is not there yet. */
export function NewServicePage({ ctx, offices, form }: Pick<EditorView, 'ctx' | 'offices' | 'form'>) {
  const t = editorTexts(ctx.locale);
  return (
    <StaffPage context={ctx.page} title={t('newService')} islands={['unsaved']}>
      <ErrorSummary form={form} />
      <BackLink href="/personal/catalogo">{t('back')}</BackLink>
      <h1>{t('newService')}</h1>
      <p class="lead">{t('newLead')}</p>
      <Form action="/personal/nuevo-tramite" state={form} submit={t('create')} warnUnsaved>
        <ServiceFields locale={ctx.locale} offices={offices} />
        {offices.length > 0 && <Checkbox name="atTheDesks" label={t('atTheDesks')} hint={t('atTheDesksHint')} />}
      </Form>
    </StaffPage>
  );
}
