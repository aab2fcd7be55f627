import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const executable = "provider/pulumi-resource-azure-evergreen";

interface PackedFile {
  readonly path: string;
  readonly mode: number;
}

function packedFiles(): PackedFile[] {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const text = execFileSync("npm", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
    maxBuffer: 2 ** 26,
  });
  const packed: unknown = JSON.parse(text);
  // npm 10 answers a list, npm 12 an object by package name.
  const [first] = Object.values(packed as Record<string, { readonly files: PackedFile[] }>);
  return first?.files ?? [];
}

describe("the published package", () => {
  const files = packedFiles();
  const paths = new Set(files.map(({ path }) => path));

  it("has all that the engine starts, ready to be run", () => {
    for (const path of [
      "provider/PulumiPlugin.yaml",
      "provider/package.json",
      executable,
      "dist/provider/main.js",
      "doubles/azure-native/PulumiPlugin.yaml",
      "doubles/azure-native/package.json",
      "doubles/azure-native/pulumi-resource-azure-native",
      "doubles/azuread/pulumi-resource-azuread",
      "dist/simulator/azure-native/main.js",
    ]) {
      assert.ok(paths.has(path), path);
    }
    const runnable = files.filter(({ mode }) => (mode & 0o111) !== 0).map(({ path }) => path);
    assert.deepEqual(runnable.sort(), [
      "bin/evergreen",
      "doubles/azure-native/pulumi-resource-azure-native",
      "doubles/azuread/pulumi-resource-azuread",
      executable,
    ]);
  });

  it("has no tests, and its source maps lead to sources that are in it", () => {
    const folders = new Set([...paths].map((path) => path.split("/")[0]));
    assert.deepEqual([...folders].sort(), [
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "docs",
      "doubles",
      "package.json",
      "policy",
      "provider",
      "src",
    ]);
    const map = JSON.parse(readFileSync(join(root, "dist/provider/main.js.map"), "utf8")) as {
      readonly sources: readonly string[];
    };
    assert.deepEqual(
      map.sources.map((source) => posix.join("dist/provider", source)),
      ["src/provider/main.ts"],
    );
    assert.ok(paths.has("src/provider/main.ts"));
  });
});

describe("the plugin's executable", () => {
  it("starts by way of a link, as npm makes one in node_modules/.bin", async function () {
    if (process.platform === "win32") {
      console.log("      skipped: on Windows npm makes a batch file instead of a link");
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "azure-evergreen-bin-"));
    const link = join(folder, "pulumi-resource-azure-evergreen");
    symlinkSync(join(root, executable), link);
    const plugin = spawn(link, [], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const [line] = (await once(plugin.stdout, "data")) as [Buffer];
      assert.match(line.toString(), /^\d+\n$/);
    } finally {
      plugin.kill();
      rmSync(folder, { recursive: true });
    }
  });
});
