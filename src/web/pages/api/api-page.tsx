import { page, type Route, type WebCtx } from '#platform/http/routes.ts';
import { useTexts } from '#web/page.tsx';
import { PublicPage } from '../../layout/public-page.tsx';
import {
  addressOf,
  curlOf,
  fieldsOf,
  parameterField,
  type Example,
  type Field,
  type Operation,
  type Paths,
} from './describe.ts';
import { apiTexts } from './texts.ts';
import { DataTable } from '#web/ui/table/data-table.tsx';
import { SummaryList } from '#web/ui/summary-list/summary-list.tsx';

const JSON_TYPE = 'application/json';

function ApiPage({ ctx, paths }: { ctx: WebCtx; paths: Paths }) {
  const t = apiTexts(ctx.locale);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation, id: idOf(path, method) })),
  );
  return (
    <PublicPage context={ctx.page} title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <p>
        <a href="/api/v1/openapi.json">{t('description')}</a>
      </p>
      <h2>{t('key.title')}</h2>
      <p>{t('key')}</p>
      <pre class="code" tabIndex={0}>
        <code>Authorization: Bearer $KEY</code>
      </pre>
      <h2>{t('rules.title')}</h2>
      <ul>
        {(['rule1', 'rule2', 'rule3'] as const).map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ul>
      <h2>{t('operations')}</h2>
      <p>{t('english')}</p>
      <ul>
        {operations.map(({ id, path, method, operation }) => (
          <li key={id}>
            <a href={`#${id}`}>{operation.summary}</a>{' '}
            <code class="breakable">
              {method.toUpperCase()} {path}
            </code>
          </li>
        ))}
      </ul>
      {operations.map((one) => (
        <OperationSection key={one.id} {...one} base={ctx.publicUrl} />
      ))}
    </PublicPage>
  );
}

interface OperationProps {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  readonly base: string;
}

function OperationSection({ id, path, method, operation, base }: OperationProps) {
  const t = useTexts(apiTexts);
  const body = operation.requestBody?.content[JSON_TYPE];
  const examples: readonly Example[] = body?.examples
    ? Object.values(body.examples)
    : [{ summary: operation.summary, value: undefined }];
  const parameters = operation.parameters ?? [];
  const needsKey = operation.security?.length !== 0;
  const address = addressOf(base, path, parameters);
  const answer = Object.values(operation.responses).flatMap(({ content }) => content?.[JSON_TYPE]?.schema ?? [])[0];
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{operation.summary}</h2>
      <p>
        <code class="breakable">
          {method.toUpperCase()} {path}
        </code>
      </p>
      {!needsKey && <p class="soft">{t('noKey')}</p>}
      {parameters.length > 0 && (
        <FieldTable label={t('parameters')} of={operation.summary} fields={parameters.map(parameterField)} asked />
      )}
      {body && <FieldTable label={t('fields')} of={operation.summary} fields={fieldsOf(body.schema)} asked />}
      {examples.map(({ summary, value }) => (
        <div key={summary}>
          <h3>{t('example')}</h3>
          <p>{summary}</p>
          <pre class="code" tabIndex={0}>
            <code data-example={`${method} ${path}`}>{curlOf(address, method, value, needsKey)}</code>
          </pre>
        </div>
      ))}
      {answer && <FieldTable label={t('returns')} of={operation.summary} fields={fieldsOf(answer)} />}
      <h3>{t('answers')}</h3>
      <SummaryList rows={Object.entries(operation.responses).map(([code, { description }]) => [code, description])} />
    </section>
  );
}

interface FieldTableProps {
  readonly label: string;
  /** Summary of the operation: tells its tables from those of the others. */
  readonly of: string;
  readonly fields: readonly Field[];
  readonly asked?: boolean;
}

function FieldTable({ label, of, fields, asked = false }: FieldTableProps) {
  const t = useTexts(apiTexts);
  return (
    <>
      <h3>{label}</h3>
      <DataTable label={`${label}: ${of}`} columns={[t('field'), t('kind'), t('what')]}>
        {fields.map((field) => (
          <tr key={field.name}>
            <th scope="row">
              <code>{field.name}</code>
            </th>
            <td>
              {field.kind}
              {field.most !== undefined && `, ${t('most', { most: field.most })}`}
            </td>
            <td>
              {asked && <strong>{field.required ? t('required') : t('optional')}</strong>}
              {field.only && ` (${t('only', { only: field.only })})`} {field.description}
            </td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}

function idOf(path: string, method: string): string {
  return `${method}${path.replace('/api/v1', '').replaceAll(/[^a-z]+/g, '-')}`;
}

/** The API for people: one page without script or anything from elsewhere, so that it can be read in a closed network. */
export function apiPageRoutes(paths: Readonly<Record<string, object>>): readonly Route[] {
  return [
    {
      method: 'GET',
      url: '/api',
      access: { kind: 'public' },
      title: (locale) => apiTexts(locale)('title'),
      handle: async (ctx) => page(<ApiPage ctx={ctx} paths={paths as Paths} />),
    },
  ];
}
