/** One property in a Pulumi package schema. */
export type PropertySchema = { readonly description: string } & (
  | { readonly type: "string" | "boolean" | "integer" }
  | {
      readonly type: "array";
      readonly items: { readonly type: "string" | "integer" } | { readonly $ref: string };
    }
  | {
      readonly type: "object";
      readonly additionalProperties: { readonly type: "string" } | { readonly $ref: string };
    }
  | { readonly $ref: string }
);

export interface ObjectType {
  readonly type: "object";
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
}

export const text = (description: string): PropertySchema => ({ type: "string", description });
export const flag = (description: string): PropertySchema => ({ type: "boolean", description });
export const whole = (description: string): PropertySchema => ({ type: "integer", description });
export const texts = (description: string): PropertySchema => ({
  type: "array",
  items: { type: "string" },
  description,
});

export const wholes = (description: string): PropertySchema => ({
  type: "array",
  items: { type: "integer" },
  description,
});

/** A property that holds texts by names of one's own. */
export const textMap = (description: string): PropertySchema => ({
  type: "object",
  additionalProperties: { type: "string" },
  description,
});

/** A property that holds an object of a declared type. */
export const reference = (type: string, description: string): PropertySchema => ({
  $ref: `#/types/${type}`,
  description,
});

/** A property that holds objects of a declared type by names. */
export const mapOf = (type: string, description: string): PropertySchema => ({
  type: "object",
  additionalProperties: { $ref: `#/types/${type}` },
  description,
});

/** A property that holds a list of them. */
export const listOf = (type: string, description: string): PropertySchema => ({
  type: "array",
  items: { $ref: `#/types/${type}` },
  description,
});
