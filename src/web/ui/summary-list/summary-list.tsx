import type { ComponentChildren } from 'preact';
import { useTexts } from '../../page.tsx';
import { kitTexts } from '../kit-texts.ts';

/** A fact with its name. Nothing as its value is said to be missing; `false` leaves the row out. */
export type SummaryRow = readonly [name: string, value: ComponentChildren];

/** What is known of one thing, a row for each fact. Names are told apart: no two rows have the same. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const t = useTexts(kitTexts);
  return (
    <dl class="summary">
      {rows.map(
        ([name, value]) =>
          value !== false && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{isNothing(value) ? <span class="soft">{t('notGiven')}</span> : value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

const isNothing = (value: ComponentChildren): boolean => value === undefined || value === null || value === '';
