import type { WebCtx } from '#platform/http/routes.ts';
import { Notice } from '#web/ui/notice/notice.tsx';
import { csvTexts, type CsvMistake } from '../csv-texts.ts';

/** Every mistake of a file that was brought, with its row and column. */
export function CsvMistakes({ ctx, errors }: { ctx: WebCtx; errors: readonly CsvMistake[] }) {
  const t = csvTexts(ctx.locale);
  return (
    <Notice kind="danger">
      <p>{t('fileErrors', { count: errors.length })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('problem')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ row, column, problem }) => (
            <tr key={`${row} ${column} ${problem}`}>
              <td>{row}</td>
              <td>{column}</td>
              <td>{problem}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Notice>
  );
}
