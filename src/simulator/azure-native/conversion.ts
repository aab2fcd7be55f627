import { isUnknown, unknownValue } from "../../plugin/handlers";
import type { Members, Shape } from "./declaration-parser";
import { isObject, setValueAt, valueAt, type JsonObject } from "./json-values";
import { layoutOf, placeOfArgument, placesOfOutput } from "./layouts";
import type { SdkDeclarations } from "./sdk-declarations";
import type { Layout } from "./translation";

/** Turns the arguments of a program into Azure's JSON, and Azure's JSON into outputs. */
export class Conversion {
  readonly #declarations: SdkDeclarations;

  constructor(declarations: SdkDeclarations) {
    this.#declarations = declarations;
  }

  /** The body of a request; arguments that the type does not have are left out. */
  toArm(args: JsonObject, members: Members, layout: Layout): JsonObject {
    const body: JsonObject = {};
    for (const [name, { shape }] of members) {
      const value = args[name];
      if (value !== undefined && value !== null) {
        const converted = isIdentityList(name, shape)
          ? asKeys(value)
          : this.#valueToArm(value, shape);
        setValueAt(body, placeOfArgument(layout, name), converted);
      }
    }
    return body;
  }

  /** The outputs that an answer holds; what the type does not have, and nulls, are left out. */
  fromArm(body: JsonObject, members: Members, layout: Layout): JsonObject {
    const outputs: JsonObject = {};
    for (const [name, { shape }] of members) {
      const places = members.has("properties") ? [[name]] : placesOfOutput(layout, name);
      const value = places
        .map((place) => valueAt(body, place))
        .find((found) => found !== undefined && found !== null);
      if (value !== undefined) {
        outputs[name] = this.#valueFromArm(value, shape);
      }
    }
    return outputs;
  }

  /** Outputs as a preview shows them: every property that is not given is unknown. */
  withUnknowns(outputs: JsonObject, members: Members): JsonObject {
    const completed: JsonObject = {};
    for (const [name, { shape }] of members) {
      const value = outputs[name];
      completed[name] = value === undefined ? unknownValue : this.#valueWithUnknowns(value, shape);
    }
    return completed;
  }

  /** Outputs as a program would have given them: what cannot be an argument is left out. */
  toArguments(outputs: JsonObject, members: Members): JsonObject {
    const args: JsonObject = {};
    for (const [name, { shape }] of members) {
      const value = outputs[name];
      const given =
        isIdentityList(name, shape) && isObject(value)
          ? Object.keys(value)
          : this.#valueToArgument(value, shape);
      if (given !== undefined && !isEmpty(given)) {
        args[name] = given;
      }
    }
    return args;
  }

  /** The member of a union that a value belongs to: the first whose literals all agree. */
  resolve(value: unknown, shape: Shape): Shape {
    if (shape.kind !== "union") {
      return shape;
    }
    const fits = (option: Shape) => {
      switch (option.kind) {
        case "object":
          return (
            isObject(value) && this.#literalsAgree(value, this.#declarations.members(option.name))
          );
        case "map":
          return isObject(value);
        case "list":
          return Array.isArray(value);
        case "literal":
          return option.value === value;
        default:
          return typeof value === option.kind;
      }
    };
    return shape.of.find(fits) ?? { kind: "any" };
  }

  /** The properties of an object's type. */
  members(name: string): Members {
    return this.#declarations.members(name);
  }

  #literalsAgree(value: JsonObject, members: Members): boolean {
    return [...members].every(
      ([name, { shape }]) => shape.kind !== "literal" || value[name] === shape.value,
    );
  }

  #valueToArm(value: unknown, declared: Shape): unknown {
    return this.#each(value, declared, (item, name) =>
      this.toArm(item, this.members(name), layoutOf(name)),
    );
  }

  #valueFromArm(value: unknown, declared: Shape): unknown {
    return this.#each(value, declared, (item, name) =>
      this.fromArm(item, this.members(name), layoutOf(name)),
    );
  }

  #valueWithUnknowns(value: unknown, declared: Shape): unknown {
    return this.#each(value, declared, (item, name) => this.withUnknowns(item, this.members(name)));
  }

  #valueToArgument(value: unknown, declared: Shape): unknown {
    return this.#each(value, declared, (item, name) => this.toArguments(item, this.members(name)));
  }

  /** Applies a conversion to every object inside a value whose type is known. */
  #each(
    value: unknown,
    declared: Shape,
    convert: (item: JsonObject, interfaceName: string) => JsonObject,
  ): unknown {
    const shape = this.resolve(value, declared);
    if (shape.kind === "list" && Array.isArray(value)) {
      return value.map((item) => this.#each(item, shape.of, convert));
    }
    if (shape.kind === "map" && isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, this.#each(item, shape.of, convert)]),
      );
    }
    return shape.kind === "object" && isObject(value) ? convert(value, shape.name) : value;
  }
}

/** Identities are a list of ids in a program, an object with the ids as keys in Azure. */
export function isIdentityList(name: string, shape: Shape): boolean {
  return name === "userAssignedIdentities" && shape.kind === "list";
}

function asKeys(value: unknown): unknown {
  if (!Array.isArray(value)) {
    return value;
  }
  return value.some(isUnknown)
    ? unknownValue
    : Object.fromEntries(value.map((id) => [String(id), {}]));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length === 0
    : isObject(value) && Object.keys(value).length === 0;
}
