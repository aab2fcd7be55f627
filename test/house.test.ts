import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(__dirname, "..");
const source = join(root, "src");

/** Which rooms of `src` a room may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  index: ["components"],
  azure: [],
  plugin: [],
  arm: ["azure"],
  provider: ["arm", "azure", "plugin"],
  resources: ["azure"],
  components: ["resources", "azure"],
  simulator: ["azure", "arm", "plugin", "provider"],
  policy: ["azure", "plugin"],
  operations: ["arm", "azure"],
  cli: ["operations", "arm", "azure", "simulator", "policy", "plugin"],
};

/** Rooms that a plugin is made of: they load in well under a second, so not with all of Pulumi's SDK. */
const quickRooms = ["plugin", "provider", "arm", "azure"];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly specifier: string;
  /** Whether it is loaded only when it is reached, or never because it is a type. */
  readonly isLazy: boolean;
}

const sourceFiles = filesBelow(source).filter((file) => file.endsWith(".ts"));
const imports = sourceFiles.flatMap(importsOf);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const room = roomOf(file);
  const statements = text.matchAll(
    /^\s*(import|export)\s(?<type>type\s)?[^;"]*?from\s"(?<specifier>[^"]+)"/gm,
  );
  const bare = text.matchAll(/^\s*import\s"(?<specifier>[^"]+)"/gm);
  const calls = text.matchAll(/\b(?:import|require)\("(?<specifier>[^"]+)"\)/g);
  return [
    ...[...statements].map(({ groups }) => ({
      specifier: groups?.specifier ?? "",
      isLazy: groups?.type !== undefined,
    })),
    ...[...bare].map(({ groups }) => ({ specifier: groups?.specifier ?? "", isLazy: false })),
    ...[...calls].map(({ groups }) => ({ specifier: groups?.specifier ?? "", isLazy: true })),
  ].map((found) => ({ file: relative(root, file), room, ...found }));
}

function roomOf(file: string): string {
  const [first = ""] = relative(source, file).split(sep);
  return first.replace(/\.ts$/, "");
}

function describeImport({ file, specifier }: Import): string {
  return `${file} imports ${specifier}`;
}

describe("the house", () => {
  it("sees every import there is", () => {
    const lines = sourceFiles.flatMap(
      (file) => readFileSync(file, "utf8").match(/^(?:import|export|\}).*\sfrom\s".*$/gm) ?? [],
    );

    assert.ok(lines.length > 100, "imports found");
    assert.ok(imports.length >= lines.length, "imports understood");
  });

  it("has no room that imports one that it may not", () => {
    const forbidden = imports.filter(({ file, room, specifier }) => {
      if (!specifier.startsWith(".")) {
        return false;
      }
      const target = roomOf(resolve(root, dirname(file), specifier));
      return target !== room && !(mayImport[room] ?? []).includes(target);
    });

    assert.deepEqual(forbidden.map(describeImport), []);
  });

  it("loads azure-native by service, never its root", () => {
    const rooted = imports.filter(({ specifier }) => specifier === "@pulumi/azure-native");

    assert.deepEqual(rooted.map(describeImport), []);
  });

  it("loads neither Pulumi's SDK nor Azure's sign-in into what a plugin is made of", () => {
    const slow = imports.filter(
      ({ room, specifier, isLazy }) =>
        quickRooms.includes(room) &&
        !isLazy &&
        (specifier === "@pulumi/pulumi" || specifier === "@azure/identity"),
    );

    assert.deepEqual(slow.map(describeImport), []);
  });

  describe("its components", () => {
    const folder = join(source, "components");
    const components = sourceFiles
      .filter((file) => dirname(file) === folder)
      .flatMap((file) =>
        [
          ...readFileSync(file, "utf8").matchAll(
            /^export class (\w+) extends pulumi\.ComponentResource/gm,
          ),
        ].map((match) => ({
          name: match[1] ?? "",
          file: relative(folder, file).replace(/\.ts$/, ""),
        })),
      );

    it("are one a file, named after it", () => {
      const names = components.map(({ file }) =>
        file.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
      );

      assert.deepEqual(
        components.map(({ name }) => name),
        names,
      );
      assert.ok(components.length >= 7, "components found");
    });

    it("have a test and a page each, and every page has its component", () => {
      const expected = components.map(({ file }) => file);
      const pages = readdirSync(join(root, "docs", "components")).map((page) =>
        page.replace(/\.md$/, ""),
      );

      assert.deepEqual(
        expected.filter((file) => !existsSync(join(root, "test", "components", `${file}.test.ts`))),
        [],
      );
      assert.deepEqual(pages.sort(), [...expected].sort());
    });

    it("are exported, and tell Pulumi the name under which they are", () => {
      const exported = readFileSync(join(source, "index.ts"), "utf8");

      for (const { name, file } of components) {
        const text = readFileSync(join(folder, `${file}.ts`), "utf8");
        assert.match(exported, new RegExp(`\\b${name}\\b`));
        assert.ok(text.includes(`"azure-evergreen:index:${name}"`), name);
      }
    });
  });
});
