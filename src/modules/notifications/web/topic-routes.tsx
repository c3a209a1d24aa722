import { Refusal } from '#platform/errors.ts';
import { refusedForm } from '#platform/http/form.ts';
import { page, redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { EMPTY_FORM, hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { assignTopic, createTopic } from '../commands/save-topics.ts';
import { noticeRefusals } from '../errors.ts';
import { USUAL_TOPIC } from '../store/suppressions.ts';
import { listTemplates } from '../store/templates.ts';
import { listTopics, topicsOfTemplates, type Topic } from '../store/topics.ts';
import { topicTexts } from '../topic-texts.ts';
import { agencyOf, NoticeSections } from './notice-sections.tsx';
import { DataTable } from '#web/ui/table/data-table.tsx';

const HERE = '/personal/avisos/temas';
const title: Route['title'] = (locale) => topicTexts(locale)('title');

interface TopicsView {
  readonly ctx: WebCtx;
  readonly topics: readonly Topic[];
  /** Name and topic of each template, by its short name. */
  readonly templates: ReadonlyMap<string, { readonly name: string; readonly topic: string }>;
  readonly form: FormState;
}

function TopicsPage({ ctx, topics, templates, form }: TopicsView) {
  const t = topicTexts(ctx.locale);
  const [mayEdit, mayApprove] = (['notifications.edit', 'notifications.approve'] as const).map((action) =>
    canSomewhere(ctx.access, ctx.actor, action),
  );
  return (
    <StaffPage context={ctx.page} title={t('title')}>
      <ErrorSummary form={form} />
      <h1>{t('title')}</h1>
      <NoticeSections ctx={ctx} here="topics" />
      <p class="lead">{t('lead')}</p>
      <TopicTable ctx={ctx} topics={topics} templates={templates} />
      {(mayEdit || mayApprove) && (
        <div class="columns columns-even">
          <section>
            <h2>{t('assign')}</h2>
            <p>{t('assignHint')}</p>
            <Form action={`${HERE}/plantilla`} submit={t('assignDo')} submitKind="secondary" idPrefix="asignar-">
              <SelectField
                name="template"
                label={t('template')}
                prompt="none"
                choices={[...templates].map(([value, { name }]) => ({ value, label: name }))}
              />
              <SelectField
                name="topic"
                label={t('topic')}
                prompt="none"
                choices={topics.map(({ slug, title: label }) => ({ value: slug, label }))}
              />
            </Form>
          </section>
          <section>
            <h2>{t('create')}</h2>
            <Form action={HERE} state={form} submit={t('createDo')}>
              <TextField name="title" label={t('newName')} hint={t('newNameHint')} maxLength={60} autocomplete="off" />
              <TextField
                name="keyword"
                label={t('newKeyword')}
                hint={t('newKeywordHint')}
                width="s"
                capitals
                maxLength={20}
                autocomplete="off"
              />
              {mayApprove && (
                <TextField
                  name="legalBasis"
                  label={t('basis')}
                  hint={t('basisHint')}
                  optional
                  maxLength={160}
                  autocomplete="off"
                />
              )}
            </Form>
          </section>
        </div>
      )}
    </StaffPage>
  );
}

function TopicTable({ ctx, topics, templates }: Pick<TopicsView, 'ctx' | 'topics' | 'templates'>) {
  const t = topicTexts(ctx.locale);
  return (
    <DataTable label={t('title')} columns={[t('name'), t('keyword'), t('kind'), t('templates')]}>
      {topics.map(({ slug, title: name, keyword, mandatory, legalBasis }) => {
        const own = [...templates.values()].filter((template) => template.topic === slug);
        return (
          <tr key={slug}>
            <th scope="row">{name}</th>
            <td class="mono">{t('command', { word: keyword.toUpperCase() })}</td>
            <td>{mandatory ? t('mandatory', { basis: legalBasis }) : t('optional')}</td>
            <td>{own.map((template) => template.name).join(', ') || t('noTemplates')}</td>
          </tr>
        );
      })}
    </DataTable>
  );
}

async function show(ctx: WebCtx, form: FormState): Promise<RouteResult> {
  const agencyId = agencyOf(ctx);
  const [topics, links, versions] = await Promise.all([
    listTopics(ctx.db, agencyId),
    topicsOfTemplates(ctx.db, agencyId),
    listTemplates(ctx.db, agencyId),
  ]);
  const templates = new Map(
    versions.map(({ slug, content }) => [slug, { name: content.name, topic: links.get(slug) ?? USUAL_TOPIC }]),
  );
  return page(<TopicsPage {...{ ctx, topics, templates, form }} />, hasErrors(form) ? 422 : 200);
}

const field = (ctx: WebCtx, name: string): string => String(ctx.request.form[name] ?? '').slice(0, 160);
const ABOUT_THE_FORM: readonly unknown[] = [noticeRefusals.topicTaken, noticeRefusals.topicUnfit];

async function create(ctx: WebCtx): Promise<RouteResult> {
  const wanted = { title: field(ctx, 'title'), keyword: field(ctx, 'keyword'), legalBasis: field(ctx, 'legalBasis') };
  try {
    await createTopic(ctx, { agencyId: agencyOf(ctx), ...wanted });
  } catch (error) {
    if (!(error instanceof Refusal) || !ABOUT_THE_FORM.includes(error.kind)) throw error;
    const words = `${error.kind.message(ctx.locale, {})} ${error.kind.whatNext(ctx.locale, {})}`;
    return show(ctx, refusedForm(wanted, { keyword: words }));
  }
  return redirect(HERE, { kind: 'success', text: topicTexts(ctx.locale)('created') });
}

export const topicRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: HERE,
    access: { kind: 'staff', action: 'notifications.read' },
    title,
    handle: (ctx) => show(ctx, EMPTY_FORM),
  },
  {
    method: 'POST',
    url: HERE,
    access: { kind: 'staff', action: 'notifications.read' },
    csrf: 'form-token',
    title,
    handle: create,
  },
  {
    method: 'POST',
    url: `${HERE}/plantilla`,
    access: { kind: 'staff', action: 'notifications.read' },
    csrf: 'form-token',
    title,
    async handle(ctx) {
      await assignTopic(ctx, {
        agencyId: agencyOf(ctx),
        template: field(ctx, 'template'),
        topic: field(ctx, 'topic'),
      });
      return redirect(HERE, { kind: 'success', text: topicTexts(ctx.locale)('assigned') });
    },
  },
];
