import type { SampleSize, VariableType } from '#platform/notices.ts';
import type { TemplateValues } from './render.ts';

/** What filling in needs to know of a variable. */
export interface TypedVariable {
  readonly name: string;
  readonly type: VariableType;
  readonly maximum?: number;
  readonly samples: Readonly<Record<SampleSize, string>>;
}

/** How values are written for people: dates and money by the language, paths as whole addresses. */
export interface ValueWriter {
  readonly publicUrl: string;
  readonly date: (iso: string) => string;
  /** Centavos. */
  readonly money: (centavos: number) => string;
}

/** The values as they stand in the text, each in the form of its type and no longer than declared. */
export function writeValues(
  variables: readonly TypedVariable[],
  values: Readonly<Record<string, string>>,
  writer: ValueWriter,
): TemplateValues {
  return Object.fromEntries(
    variables.flatMap((variable) => {
      const value = values[variable.name];
      return value === undefined ? [] : [[variable.name, writeValue(variable, value, writer)]];
    }),
  );
}

/** The declared samples of one size, written as they would be sent. */
export function sampleValues(variables: readonly TypedVariable[], size: SampleSize, writer: ValueWriter) {
  return writeValues(
    variables,
    Object.fromEntries(variables.map(({ name, samples }) => [name, samples[size]])),
    writer,
  );
}

/** One value as it stands in the text. */
export function writeValue({ type, maximum }: TypedVariable, value: string, writer: ValueWriter): string {
  switch (type) {
    case 'date':
      return writer.date(value);
    case 'money':
      return writer.money(Number(value));
    case 'link':
      return value.startsWith('/') ? writer.publicUrl + value : value;
    case 'folio':
      return value;
    case 'text':
      return cut(value, maximum);
  }
}

/** Cut at a space where there is one near, with three dots that every telephone shows. */
function cut(text: string, maximum: number | undefined): string {
  if (maximum === undefined || text.length <= maximum) return text;
  const kept = text.slice(0, Math.max(0, maximum - 3));
  const space = kept.lastIndexOf(' ');
  return `${(space > kept.length / 2 ? kept.slice(0, space) : kept).trimEnd()}...`;
}
