import type { WebCtx } from '#platform/http/routes.ts';
import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import { canSomewhere } from '#platform/permissions/permissions.ts';
import { StaffPage } from '#web/layout/staff-page.tsx';
import { LinkButton } from '#web/ui/button/button.tsx';
import { ErrorSummary } from '#web/ui/error-summary/error-summary.tsx';
import { hasErrors, type FormState } from '#web/ui/form/form-state.ts';
import { ActionButton, Form } from '#web/ui/form/form.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';
import { isSettled } from '../../domain/unit-tree.ts';
import type { PostHolder, UnitChangeRow, UnitFile } from '../../queries/organisation.ts';
import { unitTexts } from '../../unit-texts.ts';
import { UnitLine, UNITS } from './tree-page.tsx';
import { NameFields } from './unit-fields.tsx';

interface UnitView {
  readonly ctx: WebCtx;
  readonly file: UnitFile;
  readonly form: FormState;
}

/** One unit: what it is, who works there, what is open, and what can be done with it. */
export function UnitPage({ ctx, file, form }: UnitView) {
  const { unit, below, holders, changes } = file;
  const t = unitTexts(ctx.locale);
  const address = `${UNITS}/${unit.id}`;
  return (
    <StaffPage context={ctx.page} title={unit.name}>
      <p>
        <a href={UNITS}>{t('all')}</a>
        {file.path.map(({ id, name }) => (
          <span key={id}>
            {' › '}
            <a href={`${UNITS}/${id}`}>{name}</a>
          </span>
        ))}
      </p>
      <ErrorSummary form={form} />
      <h1>{unit.name}</h1>
      {unit.closed && (
        <p>
          <span class="tag tag-warn">{t('closed')}</span>
        </p>
      )}
      <UnitFacts ctx={ctx} file={file} />
      <div class="columns columns-even">
        <div>
          <section aria-labelledby="personal">
            <h2 id="personal">{t('people')}</h2>
            <Holders ctx={ctx} holders={holders} empty={t('noPeople')} />
            {!unit.closed && canSomewhere(ctx.access, ctx.actor, 'staff.manage') && (
              <p>
                <LinkButton href={`/personal/cuentas/nueva?unidad=${unit.id}`} kind="secondary">
                  {t('givePost')}
                </LinkButton>
              </p>
            )}
          </section>
          <Work ctx={ctx} file={file} />
        </div>
        <div>
          <section aria-labelledby="debajo">
            <h2 id="debajo">{t('below')}</h2>
            {below.length === 0 && <p class="soft">{t('noBelow')}</p>}
            {below.map((one) => (
              <UnitLine key={one.id} ctx={ctx} unit={one} />
            ))}
            {!unit.closed && (
              <p>
                <LinkButton href={`${UNITS}/nueva?superior=${unit.id}`} kind="secondary">
                  {t('newBelow')}
                </LinkButton>
              </p>
            )}
          </section>
          <h2>{t('changes')}</h2>
          <details open={hasErrors(form)}>
            <summary>{t('edit')}</summary>
            <Form action={address} state={form} submit={t('save')} submitKind="secondary">
              <NameFields ctx={ctx} />
            </Form>
          </details>
          {unit.parentId === null ? (
            <p class="soft">{t('closeHead')}</p>
          ) : (
            <>
              <p>
                <a href={`${address}/mover`}>{t('move')}</a>
              </p>
              <Ending ctx={ctx} file={file} address={address} />
            </>
          )}
        </div>
      </div>
      <History ctx={ctx} changes={changes} />
    </StaffPage>
  );
}

function UnitFacts({ ctx, file }: { ctx: WebCtx; file: UnitFile }) {
  const t = unitTexts(ctx.locale);
  const { unit, path, office } = file;
  const parent = path.at(-1);
  const facts = [
    [t('shortName'), unit.shortName],
    [t('key'), unit.slug],
    [t('parent'), unit.parentId === null ? t('none') : parent && <a href={`${UNITS}/${parent.id}`}>{parent.name}</a>],
    [
      t('office', { code: '' }).trim(),
      office && <a href={`/personal/oficinas/${office.toLowerCase()}`}>{t('office', { code: office })}</a>,
    ],
  ] as const;
  return <SummaryList rows={facts.filter(([, value]) => value)} />;
}

/** Posts with who holds them or stands in; an account opens for who manages accounts. */
function Holders({ ctx, holders, empty }: { ctx: WebCtx; holders: readonly PostHolder[]; empty: string }) {
  const t = unitTexts(ctx.locale);
  if (holders.length === 0) return <p class="soft">{empty}</p>;
  const opens = canSomewhere(ctx.access, ctx.actor, 'staff.manage');
  return (
    <ul class="plain-list">
      {holders.map(({ postId, title, staffId, name, disabled, from, until }) => (
        <li key={`${postId} ${staffId} ${String(from)}`}>
          <p>
            {opens && staffId ? <a href={`/personal/cuentas/${staffId}`}>{name}</a> : (name ?? t('gone'))}
            {disabled && <span class="soft"> · {t('disabled')}</span>}
          </p>
          <p class="small soft">
            {title}
            {from && until && (
              <>
                {' · '}
                {t('standsIn', {
                  from: formatDate(from, ctx.locale, 'short'),
                  until: formatDate(until, ctx.locale, 'short'),
                })}
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Work({ ctx, file }: { ctx: WebCtx; file: UnitFile }) {
  const t = unitTexts(ctx.locale);
  return (
    <section aria-labelledby="trabajo">
      <h2 id="trabajo">{t('work')}</h2>
      {file.work.length === 0 && <p class="soft">{t('noWork')}</p>}
      {file.work.map(({ words, count, action, href }) => (
        <p key={words}>
          {canSomewhere(ctx.access, ctx.actor, action) ? (
            <a href={href}>
              {count} {words}
            </a>
          ) : (
            `${count} ${words}`
          )}
        </p>
      ))}
    </section>
  );
}

/** Closing says first what has to be settled; the button stands there only when nothing has. */
function Ending({ ctx, file, address }: { ctx: WebCtx; file: UnitFile; address: string }) {
  const t = unitTexts(ctx.locale);
  const { unit, unsettled, work } = file;
  if (unit.closed) {
    return (
      <ActionButton action={`${address}/reabrir`} kind="secondary">
        {t('reopen')}
      </ActionButton>
    );
  }
  const first = [
    unsettled.posts > 0 && t('closePosts', { count: unsettled.posts }),
    unsettled.units > 0 && t('closeUnits', { count: unsettled.units }),
    unsettled.municipalities > 0 && t('closeMunicipalities', { count: unsettled.municipalities }),
    ...work.map(({ words, count }) => t('closeWork', { what: `${count} ${words}` })),
  ].filter((one) => one !== false);
  return (
    <details>
      <summary>{t('close')}</summary>
      <p>{t('closeLead')}</p>
      {isSettled(unsettled) ? (
        <ActionButton action={`${address}/cerrar`} kind="danger">
          {t('close')}
        </ActionButton>
      ) : (
        <>
          <p>{t('closeFirst')}</p>
          <ul>
            {first.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function History({ ctx, changes }: { ctx: WebCtx; changes: readonly UnitChangeRow[] }) {
  const t = unitTexts(ctx.locale);
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="historial">
      <h2 id="historial">{t('history')}</h2>
      <ul class="history">
        {changes.map(({ id, at, kind, by, fromName, toName, fromParent, toParent }) => (
          <li key={id}>
            <p>{t(`change.${kind}`, { from: fromName ?? fromParent ?? '', to: toName ?? toParent ?? '' })}</p>
            <p class="small soft">
              {[formatDateTime(at, ctx.locale, 'short'), by && t('by', { name: by })].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
