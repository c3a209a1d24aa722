import { z } from 'zod';
import { parseForm } from '#platform/http/form.ts';
import { redirect, type Route, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import { isId } from '#platform/ids.ts';
import { useTexts } from '#web/page.tsx';
import { Checkbox } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { ActionButton, Form, Hidden } from '#web/ui/form/form.tsx';
import { deleteView, saveView } from '../../commands/save-view.ts';
import { listSavedViews, type SavedView } from '../../store/saved-views.ts';
import { workTexts } from '../../work-texts.ts';
import { queueQuery, queueUrl } from './queue-query.ts';

/** The views of whoever is signed in. */
export async function ownViews(ctx: WebCtx): Promise<SavedView[]> {
  const { actor } = ctx;
  return actor.kind === 'staff' ? listSavedViews(ctx, { agencyId: actor.agencyId, staffId: actor.staffId }) : [];
}

/** The kept filters as links, and the form that keeps those of this page. */
export function SavedViews(props: { views: readonly SavedView[]; query: Readonly<Record<string, string>> }) {
  const w = useTexts(workTexts);
  const current = new URLSearchParams(props.query).toString();
  return (
    <details class="views">
      <summary>{w('savedViews')}</summary>
      <ul class="inline-list">
        <li>
          <a href="/personal/registro?etapa=abiertos&orden=vence">{w('wholeQueue')}</a>
        </li>
        {props.views.map((view) => (
          <li key={view.id}>
            <a href={`/personal/registro?${view.query}`} aria-current={view.query === current ? 'page' : undefined}>
              {view.name}
            </a>{' '}
            {view.isDefault && <span class="soft small">{w('isDefault')} </span>}
            <ActionButton
              action="/personal/registro/vistas/borrar"
              kind="quiet"
              fields={{ id: view.id }}
              hiddenText={view.name}
            >
              {w('deleteView')}
            </ActionButton>
          </li>
        ))}
      </ul>
      <Form action="/personal/registro/vistas" class="filters" submit={w('saveView')} submitKind="secondary">
        <Hidden name="query" value={current} />
        <TextField name="name" label={w('viewName')} width="l" maxLength={60} autocomplete="off" />
        <Checkbox name="isDefault" label={w('viewDefault')} />
      </Form>
    </details>
  );
}

const viewSchema = z.object({
  name: z.string().max(60),
  query: z.string().max(600).default(''),
  isDefault: z.string().optional(),
});

async function save(ctx: WebCtx): Promise<RouteResult> {
  const w = workTexts(ctx.locale);
  const parsed = parseForm(viewSchema, ctx.request.form, ctx.locale);
  const written = String(ctx.request.form.query ?? '');
  const query = queueQuery(Object.fromEntries(new URLSearchParams(written)));
  if (!parsed.ok) return redirect(queueUrl(query), { kind: 'warning', text: w('viewNameNeeded') });
  const { name, isDefault } = parsed.data;
  const text = new URLSearchParams(query).toString();
  await saveView(ctx, { name, query: text, isDefault: isDefault !== undefined });
  return redirect(queueUrl(query), { kind: 'success', text: w('doneView', { name }) });
}

async function remove(ctx: WebCtx): Promise<RouteResult> {
  const { id } = ctx.request.form;
  if (typeof id === 'string' && isId(id)) await deleteView(ctx, id);
  const text = workTexts(ctx.locale)('doneViewDeleted');
  return redirect('/personal/registro?etapa=abiertos&orden=vence', { kind: 'success', text });
}

const access = { kind: 'staff', action: 'registry.read' } as const;

export const savedViewRoutes: readonly Route[] = [
  { method: 'POST', url: '/personal/registro/vistas', access, csrf: 'form-token', handle: save },
  { method: 'POST', url: '/personal/registro/vistas/borrar', access, csrf: 'form-token', handle: remove },
];
