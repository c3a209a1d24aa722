import type { ComponentChildren } from 'preact';

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
  /** "cards": on a narrow screen a row becomes a plate, its cells named by `data-label`. */
  look?: 'cards' | 'small' | undefined;
} & Named;

/** What the table is called: words of its own, or the id of the heading that stands over it. */
type Named = { label: string; labelledBy?: never } | { labelledBy: string; label?: never };

/** A table in the frame that scrolls sideways by itself, by keyboard too, so that the page never does. */
export function DataTable({ columns, children, caption, footer, look, label, labelledBy }: DataTableProps) {
  return (
    <TableFrame {...(labelledBy === undefined ? { label } : { labelledBy })}>
      <table class={look === 'cards' ? 'table-cards' : look}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>{columns.map((column) => column !== false && <Heading column={column} />)}</tr>
        </thead>
        <tbody>{children}</tbody>
        {footer !== undefined && <tfoot>{footer}</tfoot>}
      </table>
    </TableFrame>
  );
}

function Heading({ column }: { column: Exclude<Column, false> }) {
  if (typeof column === 'string') return <th scope="col">{column}</th>;
  return (
    <th scope="col" class={column.look === 'numeric' ? 'numeric' : undefined}>
      {column.look === 'hidden' ? <span class="visually-hidden">{column.label}</span> : column.label}
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
