import * as fc from "fast-check";
import type { HttpRequest } from "../../../src/simulator/index";
import { type Change, change, changed, text } from "./hostile-json";
import type { Operation } from "../../../src/simulator/operation";

/** An operation, addresses of it that mean something in the estate, and bodies that it may take. */
export interface Target {
  readonly operation: Pick<Operation, "method" | "path">;
  readonly paths: readonly string[];
  readonly bodies: readonly unknown[];
  readonly version: string;
}

/** A request to send, and how many seconds pass after it. */
export interface HostileRequest extends HttpRequest {
  readonly secondsAfter: number;
}

const rawBodies = [
  "{",
  '{"a":',
  "[1,]",
  "nul",
  '"text"',
  "1e999",
  "\ufeff{}",
  '{"__proto__":{"polluted":true}}',
  '{"properties":{"constructor":{"prototype":{"polluted":true}}}}',
  `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  `{"tags":{${Array.from({ length: 5000 }, (_, i) => `"t${i}":"v"`).join()}}}`,
  '{"a":1,"a":2}',
  '{"name":"\\ud800"}',
  "<xml/>",
  "a=b&c=d",
];

const contentTypes = ["text/plain", "application/xml", "", "application/json; charset=utf-16", "x"];

/** Requests to all targets: valid, nearly valid, and none at all. */
export function hostileRequests(targets: readonly Target[]): fc.Arbitrary<HostileRequest> {
  const writing = targets.filter(({ operation }) => operation.method.startsWith("P"));
  return fc
    .record({
      target: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...targets) },
        { weight: 3, arbitrary: fc.constantFrom(...writing) },
      ),
      path: fc.nat(10_000),
      body: fc.nat(10_000),
      changes: fc.array(change, { maxLength: 3 }),
      raw: rarely(12, fc.constantFrom(...rawBodies)),
      segment: rarely(6, fc.tuple(fc.nat(20), text)),
      version: rarely(25, text),
      query: rarely(
        6,
        fc.tuple(
          fc.constantFrom("$filter", "$top", "$skipToken", "$expand", "api-version", "__proto__"),
          fc.oneof(
            text,
            fc.constantFrom("a eq 'b", "not (", "atScope()", "x eq 'y' and z eq 'w'", "-5", "1e9"),
          ),
        ),
      ),
      fresh: rarely(4, fc.nat(1000)),
      method: rarely(15, fc.constantFrom("GET", "PUT", "PATCH", "POST", "DELETE", "HEAD", "FOO")),
      contentType: rarely(25, fc.constantFrom(...contentTypes)),
      header: rarely(
        25,
        fc.tuple(
          fc.constantFrom("content-encoding", "if-match", "if-none-match", "accept", "x-ms-date"),
          text,
        ),
      ),
      secondsAfter: fc.constantFrom(0, 0, 0, 0, 30, 3600),
    })
    .map((drawn) => {
      const { target, method = target.operation.method, header, contentType } = drawn;
      const body = drawn.raw ?? bodyText(drawn.changes, pick(target.bodies, drawn.body), method);
      const known = pick(target.paths, drawn.path) ?? target.operation.path;
      const path = drawn.fresh === undefined ? known : `${known}-${drawn.fresh}`;
      return {
        method,
        url: addressOf(path, drawn.version ?? target.version, drawn),
        headers: {
          host: "localhost",
          ...(body === undefined ? {} : { "content-type": contentType ?? "application/json" }),
          ...(header === undefined ? {} : { [header[0]]: header[1] }),
        },
        ...(body === undefined ? {} : { body }),
        secondsAfter: drawn.secondsAfter,
      };
    });
}

function bodyText(changes: readonly Change[], base: unknown, method: string): string | undefined {
  return /^(GET|HEAD|DELETE)$/.test(method) && changes.length < 3
    ? undefined
    : JSON.stringify(changes.reduce(changed, base ?? {}));
}

function addressOf(
  path: string,
  version: string,
  {
    segment,
    query,
  }: {
    readonly segment: readonly [number, string] | undefined;
    readonly query: readonly [string, string] | undefined;
  },
): string {
  const segments = path.split("/");
  if (segment !== undefined) {
    segments[1 + (segment[0] % (segments.length - 1))] = segment[1];
  }
  const more = query === undefined ? "" : `&${query[0]}=${query[1]}`;
  return `${segments.join("/")}?api-version=${version}${more}`;
}

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list.length === 0 ? undefined : list[at % list.length];
}

/** Something once in so many times. */
function rarely<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: times - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );
}
