import { cloneElement, isValidElement, toChildArray, type ComponentChildren, type VNode } from 'preact';

/** The heading of a column; `false` leaves the column out, for who may not do what it holds. */
export type Column = string | { readonly label: string; readonly look: 'numeric' | 'hidden' } | false;

/** A column of numbers, which end on one line. */
export const numericColumn = (label: string): Column => ({ label, look: 'numeric' });

/** A column whose cells say it themselves (a tick, a button): its heading is only read out. */
export const hiddenColumn = (label: string): Column => ({ label, look: 'hidden' });

export type DataTableProps = {
  columns: readonly Column[];
  /** The rows of the body. */
  children: ComponentChildren;
  /** Words over the table, in sight of all. */
  caption?: ComponentChildren;
  /** Rows of sums. */
  footer?: ComponentChildren;
  /**
   * "grid": numbers that are compared along their columns, and so keep them on a narrow screen, where a row of any other
   * table becomes a plate with its cells named.
   */
  look?: 'grid' | 'small' | undefined;
} & Named;

/** What the table is called: words of its own, or the id of the heading that stands over it. */
type Named = { label: string; labelledBy?: never } | { labelledBy: string; label?: never };

/** A table in the frame that scrolls sideways by itself, by keyboard too, so that the page never does. */
export function DataTable({ columns, children, caption, footer, look, label, labelledBy }: DataTableProps) {
  const shown = columns.filter((column) => column !== false);
  const rows = look === undefined ? namedCells(children, shown) : undefined;
  return (
    <TableFrame {...(labelledBy === undefined ? { label } : { labelledBy })}>
      <table class={rows ? 'table-cards' : look === 'small' ? 'small' : undefined}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {shown.map((column, place) => (
              <Heading key={place} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{rows ?? children}</tbody>
        {footer !== undefined && <tfoot>{footer}</tfoot>}
      </table>
    </TableFrame>
  );
}

type Shown = Exclude<Column, false>;

/**
 * The rows with each cell named after its column, for the style sheet; undefined where a row is not a plain `tr` with one
 * cell for each column, which then stays a row.
 */
function namedCells(children: ComponentChildren, columns: readonly Shown[]): VNode[] | undefined {
  // What the row is about needs no name, nor does a tick or a button.
  const subject = columns.findIndex((column) => !isHidden(column));
  const names = columns.map((column, place) => (place === subject || isHidden(column) ? undefined : labelOf(column)));
  const rows = toChildArray(children).map((row) => {
    if (!isValidElement(row) || row.type !== 'tr') return undefined;
    const cells = toChildArray(row.props.children).filter(isValidElement);
    if (cells.length !== columns.length) return undefined;
    const named = cells.map((cell, place) => cloneElement(cell, { 'data-label': names[place] }));
    return cloneElement(row, {}, named);
  });
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

const isHidden = (column: Shown) => typeof column !== 'string' && column.look === 'hidden';
const labelOf = (column: Shown) => (typeof column === 'string' ? column : column.label);

function Heading({ column }: { column: Shown }) {
  const isNumeric = typeof column !== 'string' && column.look === 'numeric';
  return (
    <th scope="col" class={isNumeric ? 'numeric' : undefined}>
      {isHidden(column) ? <span class="visually-hidden">{labelOf(column)}</span> : labelOf(column)}
    </th>
  );
}

/** The frame alone, for a table whose headings take more than one row. */
export function TableFrame({ label, labelledBy, children }: Named & { children: ComponentChildren }) {
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={label} aria-labelledby={labelledBy}>
      {children}
    </div>
  );
}
