import { BackLink } from '../ui/back-link/back-link.tsx';
import { Downloads } from '../ui/downloads/downloads.tsx';
import { Empty } from '../ui/empty/empty.tsx';
import { SelectField } from '../ui/field/choice-fields.tsx';
import { TextField } from '../ui/field/text-field.tsx';
import { FilterForm } from '../ui/filters/filter-form.tsx';
import { filledForm } from '../ui/form/form-state.ts';
import { DataTable, numericColumn, TableFrame } from '../ui/table/data-table.tsx';
import { Example, type Family } from './example.tsx';

const STAGES = ['En análisis', 'Por firmar', 'Por entregar'].map((label) => ({ value: label, label }));

export const lists: Family = {
  id: 'listas',
  title: 'Listas',
  view: () => (
    <>
      <Example name="Salida de una página que está dentro de otra">
        <BackLink href="#listas">Volver a la lista</BackLink>
      </Example>
      <Example name="Filtros, con los que casi no se usan doblados">
        <FilterForm
          action="/componentes"
          state={filledForm({ etapa: 'Por firmar' })}
          submit="Filtrar"
          more={
            <details>
              <summary>Más filtros</summary>
              <div class="filters">
                <SelectField name="oficina" label="Oficina" prompt="Todas" choices={[]} width="m" />
              </div>
            </details>
          }
        >
          <TextField name="filtro" label="Folio" width="m" capitals autocomplete="off" />
          <SelectField name="etapa" label="Etapa" prompt="Todas" choices={STAGES} width="m" />
        </FilterForm>
      </Example>
      <Example name="Tabla que se desplaza por dentro">
        <DataTable
          label="Trámites de ejemplo"
          columns={['Folio', 'Etapa', numericColumn('Días')]}
          caption="Trámites de hoy"
          footer={
            <tr>
              <th scope="row">Total</th>
              <td />
              <td class="numeric">12</td>
            </tr>
          }
        >
          <tr>
            <td class="mono">TOL-2026-000123-K</td>
            <td>En análisis</td>
            <td class="numeric">12</td>
          </tr>
        </DataTable>
      </Example>
      <Example name="Tabla con dos renglones de encabezados">
        <TableFrame label="Tiempos de ejemplo">
          <table>
            <thead>
              <tr>
                <td rowSpan={2} />
                <th scope="colgroup" colSpan={2} class="numeric">
                  Hasta la firma
                </th>
              </tr>
              <tr>
                <th scope="col" class="numeric">
                  La mitad
                </th>
                <th scope="col" class="numeric">
                  9 de 10
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">Toluca</th>
                <td class="numeric">6 d</td>
                <td class="numeric">11 d</td>
              </tr>
            </tbody>
          </table>
        </TableFrame>
      </Example>
      <Example name="Llevarse la lista">
        <Downloads excel="#listas" csv="#listas" />
      </Example>
      <Example name="Lista vacía">
        <Empty>Hoy no hay trámites por firmar.</Empty>
      </Example>
    </>
  ),
};
