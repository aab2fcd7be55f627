import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as ts from "typescript";

const root = resolve(__dirname, "..");

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly exports: Readonly<Record<string, { readonly types?: string }>>;
};

/** What a program imports, with the file in which its types stand. */
const entries = Object.entries(manifest.exports).flatMap(([path, { types }]) =>
  types === undefined ? [] : [{ name: join("azure-evergreen", path), types }],
);

describe("the package", () => {
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), "evergreen-package-"));
    mkdirSync(join(project, "node_modules"));
    symlinkSync(root, join(project, "node_modules", "azure-evergreen"), "dir");
  });

  after(() => {
    rmSync(project, { recursive: true, force: true });
  });

  // Pulumi resolves modules by "node" in a project of CommonJS that has no tsconfig.json, and so do
  // many that have one. It reads no "exports".
  for (const [manner, moduleResolution, module] of [
    ["nodenext", ts.ModuleResolutionKind.NodeNext, ts.ModuleKind.NodeNext],
    ["bundler", ts.ModuleResolutionKind.Bundler, ts.ModuleKind.ESNext],
    ["node", ts.ModuleResolutionKind.Node10, ts.ModuleKind.CommonJS],
  ] as const) {
    it(`is found with its types by a program that resolves modules by "${manner}"`, () => {
      const found = entries.map(({ name }) => {
        const { resolvedModule } = ts.resolveModuleName(
          name,
          join(project, "index.ts"),
          { moduleResolution, module },
          ts.sys,
        );
        return resolvedModule?.resolvedFileName ?? `nothing for ${name}`;
      });

      assert.deepEqual(
        found,
        entries.map(({ types }) => realpathSync(join(root, types))),
      );
    });
  }
});
