const PLACEHOLDER = /\(\((\w+)\)\)/g;

export type TemplateValues = Readonly<Record<string, string>>;

/** A text taken apart once, to be filled many times. */
export interface CompiledText {
  /** The variables that it asks for, each once. */
  readonly variables: readonly string[];
  /** Throws when a value is missing: a message with a hole must never leave. */
  fill(valueOf: (name: string) => string | undefined): string;
}

export function compileText(text: string): CompiledText {
  // With the group of the pattern between them: a piece of text, a name, a piece, a name ...
  const [first = '', ...rest] = text.split(PLACEHOLDER);
  const gaps = rest.flatMap((name, at) => (at % 2 === 0 ? { name, after: rest[at + 1] ?? '' } : []));
  return {
    variables: [...new Set(gaps.map(({ name }) => name))],
    fill(valueOf) {
      let filled = first;
      for (const { name, after } of gaps) {
        const value = valueOf(name);
        if (value === undefined) throw new Error(`the template asks for "${name}", which this event does not have`);
        filled += value + after;
      }
      return filled;
    },
  };
}

/** The variables that a text asks for, each once. */
export function variablesOf(text: string): readonly string[] {
  return compileText(text).variables;
}

/** Fills `((variable))`. Throws when one is missing: a message with a hole must never leave. */
export function render(text: string, values: TemplateValues): string {
  return compileText(text).fill((name) => values[name]);
}
