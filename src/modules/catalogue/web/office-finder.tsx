import { page, type RouteResult, type WebCtx } from '#platform/http/routes.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { findAgency, listAgencies, officesFor, type Agency, type ServingOffice } from '#modules/agencies/index.ts';
import {
  findMunicipality,
  listMunicipalities,
  searchMunicipalities,
  type Municipality,
} from '#modules/geography/index.ts';
import { PublicPage } from '#web/layout/public-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { AutocompleteField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Form } from '#web/ui/form/form.tsx';
import { Notice } from '#web/ui/notice/notice.tsx';
import { officeTexts } from '../office-texts.ts';
import { OfficeFacts } from './office-facts.tsx';
import { openingNow, type OpeningNow } from './office-words.ts';
import { Empty } from '#web/ui/empty/empty.tsx';
import { BackLink } from '#web/ui/back-link/back-link.tsx';

const FINDER = '/oficinas/cual';

/** One question: where is the property? */
export function FinderForm(props: { locale: Locale; names: readonly string[]; query?: string }) {
  const t = officeTexts(props.locale);
  return (
    <Form
      action={FINDER}
      method="get"
      submit={t('find')}
      state={filledForm({ municipio: props.query ?? '' })}
      class="form-line"
    >
      <AutocompleteField
        name="municipio"
        label={t('municipality')}
        hint={t('municipalityHint')}
        suggestions={props.names}
        maxLength={80}
      />
    </Form>
  );
}

interface Serving {
  readonly place: ServingOffice;
  readonly agency: Agency | undefined;
  readonly opening: OpeningNow;
}

interface FinderView {
  readonly query: string;
  readonly municipality: Municipality | undefined;
  /** What else it could be. */
  readonly others: readonly Municipality[];
  readonly serving: readonly Serving[];
  /** Who answers when no office is known. */
  readonly registry: Agency | undefined;
  readonly all: readonly Municipality[];
}

function FinderPage({ ctx, view }: { ctx: WebCtx; view: FinderView }) {
  const { query, municipality, others, all } = view;
  const t = officeTexts(ctx.locale);
  const asked = query !== '';
  return (
    <PublicPage context={ctx.page} title={t('finderTitle')}>
      <BackLink href="/oficinas">{t('all')}</BackLink>
      <h1>{t('finderTitle')}</h1>
      <p class="lead">{t('finderLead')}</p>
      <FinderForm locale={ctx.locale} names={all.map(({ name }) => name)} query={municipality?.name ?? query} />
      {municipality && <Answer ctx={ctx} view={view} municipality={municipality} />}
      {asked && !municipality && others.length > 0 && (
        <section class="card">
          <p>{t('didYouMean', { query })}</p>
          <Choices municipalities={others} />
        </section>
      )}
      {asked && !municipality && others.length === 0 && (
        <Empty>
          <p>{t('unknown', { query })}</p>
          <p>{t('unknownNext')}</p>
        </Empty>
      )}
      {municipality && others.length > 0 && (
        <section>
          <h2>{t('or')}</h2>
          <Choices municipalities={others} />
        </section>
      )}
      <details>
        <summary>{t('byList')}</summary>
        <Choices municipalities={all} />
      </details>
    </PublicPage>
  );
}

function Answer({ ctx, view, municipality }: { ctx: WebCtx; view: FinderView; municipality: Municipality }) {
  const t = officeTexts(ctx.locale);
  if (view.serving.length === 0) {
    return (
      <Notice kind="warning">
        <p>{t('noOffice', { municipality: municipality.name, phone: view.registry?.phone ?? '' })}</p>
      </Notice>
    );
  }
  return (
    <>
      {view.serving.map(({ place: { office, confirmed }, agency, opening }) => (
        <section key={office.unitId} class="card">
          <p>{t('municipalityOf', { municipality: municipality.name })}</p>
          <h2>{t('office', { name: office.name })}</h2>
          <OfficeFacts locale={ctx.locale} office={office} agency={agency} opening={opening} isConfirmed={confirmed} />
          <LinkButton href={`/oficinas/${office.code.toLowerCase()}`} kind="secondary">
            {t('seeOffice')}
          </LinkButton>
        </section>
      ))}
    </>
  );
}

function Choices({ municipalities }: { municipalities: readonly Municipality[] }) {
  return (
    <ul class="inline-list">
      {municipalities.map(({ code, name }) => (
        <li key={code}>
          <a href={`${FINDER}?municipio=${code}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

/** "¿Qué oficina me toca?": by the municipality of the property, as people write it. */
export async function showFinder(ctx: WebCtx): Promise<RouteResult> {
  const query = (ctx.request.query.municipio ?? '').trim().slice(0, 80);
  const [all, municipality, near, agencies] = await Promise.all([
    listMunicipalities(ctx.db),
    findMunicipality(ctx.db, query),
    searchMunicipalities(ctx.db, query),
    listAgencies(ctx.db),
  ]);
  const places = municipality ? await officesFor(ctx.db, municipality.code) : [];
  const serving = await Promise.all(
    places.map(async (place) => ({
      place,
      agency: await findAgency(ctx.db, place.office.agencyId),
      opening: await openingNow(ctx, place.office),
    })),
  );
  // A code was chosen from a list: there is nothing to ask back.
  const others = /^\d+$/.test(query) ? [] : near.filter(({ code }) => code !== municipality?.code);
  const registry = agencies.find(({ slug }) => slug === 'ifrem');
  return page(<FinderPage ctx={ctx} view={{ query, municipality, others, serving, registry, all }} />);
}
