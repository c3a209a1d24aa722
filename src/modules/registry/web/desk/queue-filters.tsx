import { useLocale, useTexts } from '#web/page.tsx';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { filledForm } from '#web/ui/form/form-state.ts';
import { Hidden } from '#web/ui/form/form.tsx';
import type { Office } from '#modules/agencies/index.ts';
import { serviceChoices, type Service } from '#modules/catalogue/index.ts';
import { deskTexts } from '../../desk-texts.ts';
import { STATUSES } from '../../domain/statuses.ts';
import type { Analyst } from '../../queries/work-log.ts';
import { registryTexts } from '../../texts.ts';
import { workTexts } from '../../work-texts.ts';
import { ORDERS, PERIODS, TERMS } from './queue-query.ts';
import { FilterForm } from '#web/ui/filters/filter-form.tsx';

interface QueueFiltersProps {
  query: Readonly<Record<string, string>>;
  services: readonly Service[];
  /** Those within reach; with one alone there is nothing to choose. */
  offices: readonly Office[];
  analysts: readonly Analyst[];
}

/** Filters that stand in the address, so that a list can be kept, sent and gone back to. */
export function QueueFilters({ query, services, offices, analysts }: QueueFiltersProps) {
  const t = useTexts(deskTexts);
  const w = useTexts(workTexts);
  const r = useTexts(registryTexts);
  return (
    <FilterForm
      action="/personal/registro"
      state={filledForm(query)}
      submit={t('filter')}
      more={<MoreFilters query={query} services={services} offices={offices} analysts={analysts} />}
    >
      <TextField name="folio" label={w('folioPart')} width="m" capitals autocomplete="off" />
      <SelectField
        name="etapa"
        label={t('status')}
        prompt={t('all')}
        choices={[
          { value: 'abiertos', label: w('openStage') },
          { value: 'propuestos', label: w('proposedStage') },
          ...STATUSES.map((status) => ({ value: status, label: r(`status.${status}`) })),
        ]}
        width="m"
      />
      <SelectField
        name="plazo"
        label={w('term')}
        prompt={t('all')}
        choices={TERMS.map((term) => ({ value: term, label: w(`term_${term}`) }))}
        width="m"
      />
      <SelectField
        name="periodo"
        label={w('period')}
        prompt={t('all')}
        choices={PERIODS.map((period) => ({ value: period, label: w(`period_${period}`) }))}
        width="m"
      />
      <SelectField
        name="orden"
        label={w('order')}
        prompt="none"
        choices={ORDERS.map((order) => ({ value: order, label: w(`order_${order}`) }))}
        width="l"
      />
      {query.resultado && <Hidden name="resultado" value={query.resultado} />}
    </FilterForm>
  );
}

/** Those of `MoreFilters`: one that is in use is never folded away. */
const SELDOM = ['tramite', 'oficina', 'desde', 'hasta', 'encargado'];

function MoreFilters({ query, services, offices, analysts }: QueueFiltersProps) {
  const t = useTexts(deskTexts);
  const w = useTexts(workTexts);
  return (
    <details open={SELDOM.some((key) => query[key])}>
      <summary>{w('moreFilters')}</summary>
      <div class="filters">
        <SelectField
          name="encargado"
          label={w('analyst')}
          prompt={t('all')}
          choices={[
            { value: 'yo', label: w('mine') },
            { value: 'nadie', label: w('nobody') },
            ...analysts.map(({ staffId, name }) => ({ value: staffId, label: name })),
          ]}
          width="l"
        />
        <SelectField
          name="tramite"
          label={t('service')}
          prompt={t('all')}
          choices={serviceChoices(services, useLocale())}
          width="l"
        />
        {offices.length > 1 && (
          <SelectField
            name="oficina"
            label={t('office')}
            prompt={t('all')}
            choices={offices.map((office) => ({ value: office.unitId, label: office.name }))}
            width="l"
          />
        )}
        <TextField name="desde" label={w('from')} type="date" width="m" />
        <TextField name="hasta" label={w('to')} type="date" width="m" />
      </div>
    </details>
  );
}
