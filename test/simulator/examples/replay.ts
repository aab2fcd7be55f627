import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArmResponse } from "../../../src/arm/transport";
import type { Operation } from "../../../src/simulator/operation";
import { operationsOf } from "../../../src/simulator/operations";
import { readArmPath } from "../../../src/simulator/resource-manager/arm-path";
import { createWorld } from "../../../src/simulator/world";
import type { AnswerFacts } from "../../../tools/example-facts";
import type { Caller } from "../caller";

/** What one official example of Azure/azure-rest-api-specs says of an answer. */
export interface Example {
  readonly operation: string;
  /** Path of the example in the repository. */
  readonly example: string;
  readonly commit: string;
  readonly answer: AnswerFacts;
}

export const operations: readonly Operation[] = operationsOf(createWorld());

/** The examples of one table of this folder, for example `network`. */
export function examplesOf(table: string): Example[] {
  return JSON.parse(readFileSync(join(__dirname, `${table}.json`), "utf8")) as Example[];
}

/** Properties that an answer lacks or that are of another type, for example `string properties.state`. */
export function lackingIn(answer: unknown, facts: AnswerFacts): string[] {
  return Object.entries(facts).flatMap(([type, paths]) =>
    paths.split(" ").flatMap((path) => {
      const found = valuesAt(answer, path.split("."));
      const fits = found.length > 0 && found.every((value) => isOf(type, value));
      return fits ? [] : [`${type} ${path}`];
    }),
  );
}

/** The values at a path; one path has many where it leads through an array. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [first, ...rest] = path;
  if (first === undefined) {
    return value === undefined ? [] : [value];
  }
  const name = first.replace(/(\[\])*$/, "");
  const member = (value as Record<string, unknown> | null | undefined)?.[name];
  const depth = (first.length - name.length) / 2;
  return [member].flat(depth).flatMap((element) => valuesAt(element, rest));
}

function isOf(type: string, value: unknown): boolean {
  return (
    type === "any" ||
    value === null ||
    (type === "array" ? Array.isArray(value) : typeof value === type && !Array.isArray(value))
  );
}

/** Replays the examples of one table, each against a request that the simulated Azure takes. */
export class Replay {
  readonly #left: Example[];
  readonly #leftOut: Map<string, string>;
  readonly #lacking: string[] = [];

  /**
   * @param leftOut - Properties of examples, with all below them, that are not answered, each with the
   *   reason: `{ "properties.licenseType": "not asked for" }`. In a list, the path begins at the
   *   element. A path of one operation alone follows its id and a space.
   */
  constructor(
    private readonly caller: Caller,
    private readonly providerNamespace: string,
    table: string,
    leftOut: Readonly<Record<string, string>> = {},
  ) {
    this.#left = examplesOf(table);
    this.#leftOut = new Map(Object.entries(leftOut));
  }

  /** Sends the request of an example, lets its work end, and holds the answer against the example's. */
  async send(operationId: string, id: string, body?: unknown): Promise<ArmResponse> {
    const i = this.#left.findIndex((example) => example.operation === operationId);
    const [example] = i < 0 ? [] : this.#left.splice(i, 1);
    assert.ok(example, `${operationId} has no example`);
    const operation = operations.find(
      ({ id: own, path }) =>
        own === operationId && readArmPath(path).namespace === this.providerNamespace,
    );
    assert.ok(operation, `${operationId} is no operation`);
    const query = `api-version=${versionOf(example)}`;
    const url = `${id}${id.includes("?") ? "&" : "?"}${query}`;
    const first = await this.caller.send(operation.method, url, body);
    assert.ok(first.status < 300, `${operationId}: ${JSON.stringify(first.body)}`);
    const last = await this.#end(operation, url, first);
    for (const lacking of lackingIn(last.body, example.answer)) {
      this.#lacking.push(`${operationId} ${lacking}`);
    }
    return last;
  }

  /** Follows what was begun: a write is read again, the rest is answered at `Location`. */
  async #end(operation: Operation, url: string, first: ArmResponse): Promise<ArmResponse> {
    const { location, "azure-asyncoperation": address } = first.headers;
    if (location === undefined && address === undefined) {
      return first;
    }
    await this.caller.wait(4 * 3600);
    if (operation.method === "PUT" || operation.method === "PATCH") {
      return this.caller.send("GET", url);
    }
    return location === undefined ? first : this.caller.send("GET", location);
  }

  /** Holds that every example was replayed, and that nothing is lacking but what is left out. */
  end(): void {
    assert.deepEqual(
      this.#left.map(({ operation }) => operation),
      [],
      "not replayed",
    );
    const used = new Set<string>();
    const lacking = this.#lacking.filter((told) => {
      const [operation = "", , whole = ""] = told.split(" ");
      const path = whole.replace(/^value\[\]\./, "");
      const reasons = [...this.#leftOut.keys()].filter((left) =>
        [path, `${operation} ${path}`].some(
          (own) => own === left || own.startsWith(`${left}.`) || own.startsWith(`${left}[]`),
        ),
      );
      reasons.forEach((left) => used.add(left));
      return reasons.length === 0;
    });
    assert.equal(lacking.join("\n"), "");
    assert.deepEqual(
      [...this.#leftOut.keys()].filter((left) => !used.has(left)),
      [],
      "left out, but lacking nowhere",
    );
  }
}

/** The api-version of an example: the folder that is named after one. */
function versionOf({ example }: Example): string {
  return /\/(\d{4}-\d\d-\d\d(?:-preview)?)\//.exec(example)?.[1] ?? "";
}
