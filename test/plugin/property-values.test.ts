import assert from "node:assert/strict";
import fc from "fast-check";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import { decodeProperties, encodeProperties } from "../../src/plugin/property-values";
import { plain, secret, struct } from "./plugin-client";

const signature = "4dabf18193072939515e22adb298388d";

describe("decodeProperties", () => {
  it("opens secrets and marks where they stood", () => {
    const decoded = decodeProperties(
      struct({
        open: "a",
        password: secret("p"),
        nested: { inner: secret({ deep: 1 }), other: true },
        list: [1, secret("q")],
        pairs: [{ key: secret("k") }],
      }),
    );
    assert.deepEqual(decoded.value, {
      open: "a",
      password: "p",
      nested: { inner: { deep: 1 }, other: true },
      list: [1, "q"],
      pairs: [{ key: "k" }],
    });
    assert.deepEqual(decoded.secrets, {
      password: true,
      nested: { inner: true },
      list: true,
      pairs: true,
    });
  });

  it("leaves unknown values as they are, inside secrets too", () => {
    const decoded = decodeProperties(
      struct({ a: unknownValue, b: [unknownValue], c: secret(unknownValue) }),
    );
    assert.deepEqual(decoded.value, { a: unknownValue, b: [unknownValue], c: unknownValue });
  });

  it("takes a missing struct for no properties", () => {
    assert.deepEqual(decodeProperties(undefined), { value: {}, secrets: {} });
  });

  const refused = [
    ["c44067f5952c0a294b673a41bacd8c17", "an asset"],
    ["0def7320c3a5731c473e5ecbe6d01bc7", "an archive"],
    ["5cf8f73096256a8f31e491e813e4eb8e", "a resource"],
    ["d0e6a833031e9bbcd3f4e8bde6ca49a4", "an output"],
    ["something-new", "a value of unknown kind"],
  ] as const;
  for (const [kind, name] of refused) {
    it(`refuses ${name} and says where it stands`, () => {
      assert.throws(() => decodeProperties(struct({ files: [{ body: { [signature]: kind } }] })), {
        name: "UnsupportedValueError",
        message: `files[0].body is ${name}; only plain values can stand here. Give its content instead.`,
      });
    });
  }
});

describe("encodeProperties", () => {
  it("takes no name for something that every object has", () => {
    const properties = { constructor: [1], toString: { valueOf: "a" } };
    assert.deepEqual(decodeProperties(encodeProperties(properties)), {
      value: properties,
      secrets: {},
    });
    const marked = { constructor: true, toString: { valueOf: true } } as const;
    assert.deepEqual(decodeProperties(encodeProperties(properties, marked)).secrets, marked);
  });

  it("leaves out what JSON leaves out", () => {
    const encoded = encodeProperties({
      a: undefined,
      b: { c: undefined, d: null },
      e: [undefined, 1],
      f: () => 1,
      g: Number.NaN,
      h: new Date(0),
    });
    assert.deepEqual(plain(encoded), {
      b: { d: null },
      e: [null, 1],
      g: null,
      h: "1970-01-01T00:00:00.000Z",
    });
  });

  it("wraps what is marked: a property, one inside an object, a whole list", () => {
    const properties = { a: "x", b: { c: "y", d: "z" }, e: ["q"], f: undefined };
    const marks = { a: true, b: { c: true }, e: true, f: true, gone: true } as const;
    assert.deepEqual(plain(encodeProperties(properties, marks)), {
      a: secret("x"),
      b: { c: secret("y"), d: "z" },
      e: secret(["q"]),
    });
  });

  it("wraps a whole value where its marks point into something that it no longer is", () => {
    assert.deepEqual(plain(encodeProperties({ a: "x" }, { a: { b: true } })), { a: secret("x") });
  });

  it("gives back every JSON object that it is given, whatever its names", () => {
    const name = fc
      .oneof(fc.string(), fc.constantFrom("constructor", "toString", "value"))
      // google-protobuf keeps its maps in plain objects and loses this one name.
      .filter((text) => text !== "__proto__");
    const { value } = fc.letrec<{ value: unknown; object: Properties }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string(),
        fc.array(tie("value"), { maxLength: 4 }),
        tie("object"),
      ),
      object: fc.dictionary(name, tie("value"), { maxKeys: 4 }),
    }));
    const throughTheWire = (encoded: Struct): Struct => {
      const { constructor } = encoded as unknown as {
        constructor: { deserializeBinary(bytes: Uint8Array): Struct };
      };
      return constructor.deserializeBinary(encoded.serializeBinary());
    };
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 4 }), (properties) => {
        const decoded = decodeProperties(throughTheWire(encodeProperties(properties)));
        assert.equal(JSON.stringify(sorted(decoded.value)), JSON.stringify(sorted(properties)));
      }),
    );
  });
});

/** The same value with the names of its objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
