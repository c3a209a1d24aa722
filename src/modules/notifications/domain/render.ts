const PLACEHOLDER = /\(\((\w+)\)\)/g;

export type TemplateValues = Readonly<Record<string, string>>;

/** The variables that a text asks for, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))];
}

/** Fills `((variable))`. Throws when one is missing: a message with a hole must never leave. */
export function render(text: string, values: TemplateValues): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template asks for "${name}", which this event does not have`);
    return value;
  });
}
