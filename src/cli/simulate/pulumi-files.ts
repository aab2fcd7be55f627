import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pluginFolders } from "../../simulator/index";
import { writePrivateFile } from "./private-file";

export interface PulumiFiles {
  /** Lines for a project's `Pulumi.yaml`. */
  readonly plugins: string;
  /** A file for a shell to source. */
  readonly environment: string;
}

/** Writes what an unchanged program needs to run on the real engine in a simulated Azure. */
export function writePulumiFiles(
  directory: string,
  variables: Readonly<Record<string, string>>,
): PulumiFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const plugins = join(directory, "plugins.yaml");
  const environment = join(directory, "environment.sh");
  writePrivateFile(plugins, pluginLines());
  writePrivateFile(environment, exportLines(variables));
  return { plugins, environment };
}

/** A quoted JSON text is a quoted YAML text. */
function pluginLines(): string {
  const lines = pluginFolders.flatMap(({ name, path }) => [
    `    - name: ${name}`,
    `      path: ${JSON.stringify(path)}`,
  ]);
  return ["plugins:", "  providers:", ...lines, ""].join("\n");
}

function exportLines(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  );
  return [...lines, ""].join("\n");
}
