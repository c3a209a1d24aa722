// Reads the description of the API for people. Renderers from npm (Redoc, Scalar, Swagger UI) need a script of 0.3 to 2 MB
// in the browser; this page is for closed networks and holds none.

type Scalar = string | number | boolean | null;

/** The part of JSON Schema that our own schemas use. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly const?: Scalar;
  readonly enum?: readonly Scalar[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly description?: string;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly example?: string;
}

export interface Operation {
  readonly summary: string;
  /** Empty: open data, without a key. */
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema: JsonSchema; readonly examples?: Readonly<Record<string, Example>> }>
    >;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { schema: JsonSchema }>> }
    >
  >;
}

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** One field of a body, e.g. `person.mobile`. */
export interface Field {
  readonly name: string;
  /** `string`, `number`, `array`, `object`, or the values that it may have. */
  readonly kind: string;
  readonly most?: number | undefined;
  readonly required: boolean;
  readonly description: string;
  /** Only where another field has this value, e.g. `event: signed`. */
  readonly only?: string | undefined;
}

/** The fields of a body, those of objects in it under their dotted names. A list is described by what stands in it. */
export function fieldsOf(root: JsonSchema, schema: JsonSchema = root, prefix = ''): Field[] {
  const found = resolve(root, schema);
  if (found.type === 'array' && found.items) return fieldsOf(root, found.items, prefix);
  const variants = (found.oneOf ?? []).map((variant) => resolve(root, variant));
  if (variants.length > 0) return fieldsOfVariants(root, variants, prefix);
  const [first] = found.anyOf ?? [];
  if (first) return fieldsOf(root, first, prefix);
  return Object.entries(found.properties ?? {}).flatMap(([name, property]) =>
    describe(root, prefix + name, property, found.required?.includes(name) ?? false),
  );
}

function describe(root: JsonSchema, name: string, property: JsonSchema, required: boolean): Field[] {
  const found = resolve(root, property);
  const inner = found.type === 'array' ? resolve(root, found.items ?? {}) : found;
  const description = property.description ?? found.description ?? '';
  const field = { name, kind: kindOf(found), most: found.maxLength ?? found.maxItems, required, description };
  return [field, ...(inner.properties ? fieldsOf(root, inner, `${name}.`) : [])];
}

/** Variants differ by a field with one value each: the fields of all, and where each belongs. */
function fieldsOfVariants(root: JsonSchema, variants: readonly JsonSchema[], prefix: string): Field[] {
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.properties ?? {})))];
  const label = names.find((name) => variants.every((variant) => variant.properties?.[name]?.const !== undefined));
  return names.flatMap((name) => {
    const owners = variants.filter((variant) => variant.properties?.[name]);
    if (name === label) {
      const kind = variants.map((variant) => String(variant.properties?.[name]?.const)).join(' | ');
      return [{ name: prefix + name, kind, required: true, description: '' }];
    }
    const [owner] = owners;
    const required = owners.every((variant) => variant.required?.includes(name));
    const fields = describe(root, prefix + name, owner?.properties?.[name] ?? {}, required);
    if (owners.length === variants.length || !label) return fields;
    const only = owners.map((variant) => `${label}: ${String(variant.properties?.[label]?.const)}`).join(', ');
    return fields.map((field) => ({ ...field, only }));
  });
}

function kindOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' | ');
  return schema.format ?? schema.type ?? 'object';
}

function resolve(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name ? (root.$defs?.[name] ?? {}) : schema;
}

/** The address of an operation with the examples of its parameters; one without is written in capitals. */
export function addressOf(base: string, path: string, parameters: readonly Parameter[]): string {
  const exampleOf = (name: string) => parameters.find((one) => one.name === name)?.example;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => exampleOf(name) ?? name.toUpperCase());
  const query = new URLSearchParams(
    parameters.flatMap(({ name, example, in: where }) => (where === 'query' && example ? [[name, example]] : [])),
  );
  return base + filled + (query.size > 0 ? `?${query}` : '');
}

/** A parameter as the fields of a body are shown. */
export function parameterField({ name, schema = {}, required = false, description = '' }: Parameter): Field {
  return { name, kind: kindOf(schema), most: schema.maxLength, required, description };
}

/** How to send it from a terminal. The quotation mark of the shell is kept out of the body. */
export function curlOf(address: string, method: string, value: unknown, needsKey = true): string {
  const key = `-H "Authorization: Bearer $KEY"`;
  if (value === undefined) {
    const call = method === 'get' ? 'curl -s' : `curl -s -X ${method.toUpperCase()}`;
    return needsKey ? `${call} '${address}' \\\n  ${key}` : `${call} '${address}'`;
  }
  const body = JSON.stringify(value, null, 2).replaceAll("'", String.raw`\u0027`);
  const words = [
    `curl -s -X ${method.toUpperCase()} ${address}`,
    key,
    `-H 'Content-Type: application/json'`,
    `-d '${body}'`,
  ];
  return words.join(' \\\n  ');
}
