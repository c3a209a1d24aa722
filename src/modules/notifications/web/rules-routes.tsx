import { page, redirect, type Route, type WebCtx } from '#platform/http/routes.ts';
import type { NoticeKind } from '#platform/notices.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { listServices, serviceChoices } from '#modules/catalogue/index.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { SelectField, type Choice } from '#web/ui/field/choice-fields.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form, Hidden } from '#web/ui/form/form.tsx';
import { adminTexts } from '../admin-texts.ts';
import { saveRules } from '../commands/save-rules.ts';
import { listRules, servicesWithRules, type RuleRow } from '../store/rules.ts';
import { listTemplates, type TemplateVersion } from '../store/templates.ts';
import { notificationTexts } from '../texts.ts';
import { agencyOf, kindsFor, NoticeSections } from './notice-sections.tsx';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

const CHANNELS = ['sms', 'email'] as const;
const SILENT = '-';

/** One line of the page: an event, with one of its outcomes if rules can tell them apart. */
interface Slot {
  readonly event: string;
  readonly outcome: string | null;
  readonly title: string;
}

function slotsOf(sources: readonly NoticeKind[], locale: WebCtx['locale']): Slot[] {
  return sources.flatMap(({ event: { name: event }, title, outcomes }): Slot[] =>
    outcomes.length === 0
      ? [{ event, outcome: null, title: title(locale) }]
      : outcomes.map((outcome) => ({
          event,
          outcome: outcome.value,
          title: `${title(locale)}: ${outcome.title(locale)}`,
        })),
  );
}

const fieldOf = ({ event, outcome }: Pick<RuleRow, 'event' | 'outcome'>, channel: string) =>
  [event, outcome ?? '', channel].join('|');

interface RulesView {
  readonly ctx: WebCtx;
  readonly sources: readonly NoticeKind[];
  /** Empty: the general rules. */
  readonly service: string;
  readonly services: readonly Choice[];
  readonly rules: readonly RuleRow[];
  readonly general: readonly RuleRow[];
  readonly templates: readonly TemplateVersion[];
}

function RulesPage({ ctx, sources, service, services, rules, general, templates }: RulesView) {
  const t = adminTexts(ctx.locale);
  const n = notificationTexts(ctx.locale);
  const mayEdit = canSomewhere(ctx.access, ctx.actor, 'notifications.edit');
  const names = new Map(templates.map(({ slug, content }) => [slug, content.name]));
  const saved = filledForm(
    Object.fromEntries(rules.map((rule) => [fieldOf(rule, rule.channel), rule.template ?? SILENT])),
  );
  const choicesFor = (slot: Slot, channel: (typeof CHANNELS)[number]): Choice[] => {
    const inherited = general.find((rule) => fieldOf(rule, rule.channel) === fieldOf(slot, channel))?.template;
    const asGeneral = t('asGeneral', { template: inherited ? (names.get(inherited) ?? inherited) : t('silent') });
    const fitting = templates.filter(
      ({ content }) => content.event === slot.event && (channel === 'sms' ? content.sms : content.emailText) !== '',
    );
    return [
      ...(service === '' ? [] : [{ value: '', label: asGeneral }]),
      { value: SILENT, label: t('silent') },
      ...[...new Map(fitting.map(({ slug, content }) => [slug, content.name]))].map(([value, label]) => ({
        value,
        label,
      })),
    ];
  };
  return (
    <StaffPage context={ctx.page} title={t('rules')}>
      <h1>{t('rules')}</h1>
      <NoticeSections ctx={ctx} here="rules" />
      <p class="lead">{t('rulesLead')}</p>
      <FilterForm action="/personal/avisos/reglas" state={filledForm({ servicio: service })} submit={t('show')}>
        <SelectField name="servicio" label={t('ruleFor')} choices={services} prompt={t('general')} />
      </FilterForm>
      <Form action="/personal/avisos/reglas" state={saved} {...(mayEdit && { submit: t('saveRules') })}>
        <Hidden name="servicio" value={service} />
        {slotsOf(sources, ctx.locale).map((slot) => (
          <fieldset key={`${slot.event}|${slot.outcome}`} class="fieldset rule">
            <legend class="label">{slot.title}</legend>
            <div class="field-row">
              {CHANNELS.map((channel) => (
                <SelectField
                  key={channel}
                  name={fieldOf(slot, channel)}
                  label={n(`channel.${channel}`)}
                  choices={choicesFor(slot, channel)}
                  prompt="none"
                />
              ))}
            </div>
          </fieldset>
        ))}
      </Form>
    </StaffPage>
  );
}

/** The rules that were chosen; for a service, only those that differ from the general ones are kept. */
function rulesOf(ctx: WebCtx, sources: readonly NoticeKind[], service: string): RuleRow[] {
  return slotsOf(sources, ctx.locale).flatMap(({ event, outcome }) =>
    CHANNELS.flatMap((channel): RuleRow[] => {
      const chosen = ctx.request.form[fieldOf({ event, outcome }, channel)];
      const template = typeof chosen === 'string' && chosen !== '' && chosen !== SILENT ? chosen : null;
      if (template === null && chosen !== SILENT && service !== '') return [];
      return [{ event, outcome, channel, template }];
    }),
  );
}

export function rulesRoutes(modules: readonly NoticeKind[]): readonly Route[] {
  return [
    {
      method: 'GET',
      url: '/personal/avisos/reglas',
      access: { kind: 'staff', action: 'notifications.read' },
      title: (locale) => adminTexts(locale)('rules'),
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const agencyId = agencyOf(ctx);
        const known = (await listServices(ctx.db, ctx.locale)).filter((one) => one.agencyId === agencyId);
        const service = known.find(({ slug }) => slug === ctx.request.query.servicio)?.slug ?? '';
        const own = await servicesWithRules(ctx.db, agencyId);
        const t = adminTexts(ctx.locale);
        const services = serviceChoices(known, ctx.locale).map(({ value, label }) => ({
          value,
          label: own.has(value) ? t('hasOwn', { name: label }) : label,
        }));
        const general = await listRules(ctx.db, agencyId, null);
        const rules = service === '' ? general : await listRules(ctx.db, agencyId, service);
        const templates = await listTemplates(ctx.db, agencyId);
        return page(<RulesPage {...{ ctx, sources, service, services, rules, general, templates }} />);
      },
    },
    {
      method: 'POST',
      url: '/personal/avisos/reglas',
      access: { kind: 'staff', action: 'notifications.edit' },
      csrf: 'form-token',
      async handle(ctx) {
        const sources = await kindsFor(ctx, modules);
        const { servicio } = ctx.request.form;
        const service = typeof servicio === 'string' ? servicio : '';
        const rules = rulesOf(ctx, sources, service);
        await saveRules(ctx, sources, { agencyId: agencyOf(ctx), service: service === '' ? null : service, rules });
        const query = service === '' ? '' : `?${new URLSearchParams({ servicio: service }).toString()}`;
        const text = adminTexts(ctx.locale)('rulesSaved');
        return redirect(`/personal/avisos/reglas${query}`, { kind: 'success', text });
      },
    },
  ];
}
