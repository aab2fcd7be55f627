import { asObject } from "./errors";
import type { ArmResponse } from "./transport";

/** An object of Azure as a GET answers it. */
export interface AzureObject {
  /** As Azure writes it, `undefined` when the answer has none. */
  readonly id: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly whole: Readonly<Record<string, unknown>>;
}

/** Reads an answer's body; what is missing in it is left empty. */
export function azureObject(response: ArmResponse): AzureObject {
  return asAzureObject(asObject(response.body) ?? {});
}

/** The same for one item of a listing. */
export function asAzureObject(whole: Record<string, unknown>): AzureObject {
  return { id: textOf(whole.id), properties: asObject(whole.properties) ?? {}, whole };
}

/** A value as text, `undefined` when it is anything else or empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The properties that have a value. What is left out in JSON must not stand in an answer either. */
export function defined(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** The objects of a list; empty when the value is no list. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.flatMap((each: unknown) => {
        const object = asObject(each);
        return object === undefined ? [] : [object];
      })
    : [];
}

/** The texts of a list; empty when the value is no list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((each: unknown) => textOf(each) ?? []) : [];
}

/** A text of an object; empty where there is none. */
export function textAt(value: unknown, name: string): string {
  return textOf(asObject(value)?.[name]) ?? "";
}
