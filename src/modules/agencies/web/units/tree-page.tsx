import type { WebCtx } from '#platform/http/routes.ts';
import { LiveRegion, StaffPage } from '#web/layout/staff-page.tsx';
import { ButtonRow, LinkButton } from '#web/ui/button/button.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import type { Branch } from '../../domain/unit-tree.ts';
import type { Agency } from '../../queries/agencies.ts';
import { UNITS_TOPIC } from '../../queries/offices.ts';
import type { UnitRow } from '../../queries/organisation.ts';
import { unitTexts } from '../../unit-texts.ts';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

export const UNITS = '/personal/unidades';

interface TreeView {
  readonly ctx: WebCtx;
  readonly agencies: readonly {
    readonly agency: Agency | undefined;
    readonly trees: readonly Branch<UnitRow>[];
    /** Whether the actor may write about the agency as a whole. */
    readonly whole: boolean;
  }[];
  readonly words: string;
  /** Set when words were searched for: the units, each with the names above it. */
  readonly found: readonly { readonly unit: UnitRow; readonly above: string }[] | undefined;
}

/** The tree of units, folded without script; a search shows what it found as a list. */
export function TreePage({ ctx, agencies, words, found }: TreeView) {
  const t = unitTexts(ctx.locale);
  const whole = agencies.some((one) => one.whole);
  return (
    <StaffPage context={ctx.page} title={t('title')} live={[UNITS_TOPIC]}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <ButtonRow>
        <LinkButton href={`${UNITS}/nueva`}>{t('new')}</LinkButton>
        {whole && (
          <LinkButton href={`${UNITS}/importar`} kind="secondary">
            {t('import')}
          </LinkButton>
        )}
        <LinkButton href={`${UNITS}/arbol.csv`} kind="quiet" download>
          {t('export')}
        </LinkButton>
      </ButtonRow>
      <FilterForm action={UNITS} state={filledForm({ q: words })} submit={t('find')}>
        <TextField name="q" type="search" label={t('search')} width="l" autocomplete="off" maxLength={80} />
      </FilterForm>
      {found && (
        <section>
          <p role="status">{t('found', { count: found.length })}</p>
          <ul class="plain-list">
            {found.map(({ unit, above }) => (
              <li key={unit.id}>
                {above && <p class="small soft">{above}</p>}
                <UnitLine ctx={ctx} unit={unit} />
              </li>
            ))}
          </ul>
          <p>
            <a href={UNITS}>{t('whole')}</a>
          </p>
        </section>
      )}
      {!found && (
        <LiveRegion id="tree">
          {agencies.map((one) => (
            <section key={one.agency?.agencyId ?? ''}>
              <h2>{one.agency?.name}</h2>
              {one.whole && one.agency && (
                <p>
                  <a href={`/personal/dependencias/${one.agency.slug}`}>{t('agencyData')}</a>
                </p>
              )}
              <Branches ctx={ctx} branches={one.trees} depth={0} />
            </section>
          ))}
        </LiveRegion>
      )}
    </StaffPage>
  );
}

/** Open where there is little to see: the heads and what stands right below them. */
const OPEN_DEPTH = 1;

function Branches(props: { ctx: WebCtx; branches: readonly Branch<UnitRow>[]; depth: number }) {
  const { ctx, branches, depth } = props;
  const t = unitTexts(ctx.locale);
  return (
    <ul class="tree">
      {branches.map(({ unit, below, size }) => (
        <li key={unit.id}>
          <UnitLine ctx={ctx} unit={unit} />
          {below.length > 0 && (
            <details open={depth < OPEN_DEPTH}>
              <summary>
                {t('expand', { count: size })}
                <span class="visually-hidden"> {t('of', { name: unit.name })}</span>
              </summary>
              <Branches ctx={ctx} branches={below} depth={depth + 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A unit in a list: its name, what it is, how many work there. */
export function UnitLine({ ctx, unit }: { ctx: WebCtx; unit: UnitRow }) {
  const t = unitTexts(ctx.locale);
  return (
    <p class="tags">
      <a href={`${UNITS}/${unit.id}`}>{unit.name}</a>
      {unit.office && <span class="tag">{t('office', { code: unit.office })}</span>}
      {unit.closed && <span class="tag tag-warn">{t('closed')}</span>}
      {unit.posts > 0 && <span class="small soft">{t('posts', { count: unit.posts })}</span>}
    </p>
  );
}
