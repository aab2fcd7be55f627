import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SmallestRole } from "./smallest-role";

const folder = join(__dirname, "..", "docs", "components");
const heading = "## The smallest role";
const end = "<!-- The list above follows from the simulated Azure: npm run docs -->";

/** Names of the components' pages, without their ending. */
export function componentPages(): string[] {
  return readdirSync(folder).map((file) => file.replace(/\.md$/, ""));
}

export function fileOf(page: string): string {
  return join(folder, `${page}.md`);
}

/** The page with the role in it as it should be; what is written by hand stays. */
export function withSmallestRole(page: string, role: SmallestRole): string {
  const text = readFileSync(fileOf(page), "utf8");
  const section = sectionOf(page, role);
  if (text.includes(end)) {
    const [before = "", rest = ""] = text.split(`${heading}\n`);
    const [, after = ""] = rest.split(end);
    return `${before}${section}${after}`;
  }
  const [before = "", sources] = text.split("\n## Sources");
  return sources === undefined
    ? `${text.trimEnd()}\n\n${section}\n`
    : `${before}\n${section}\n\n## Sources${sources}`;
}

function sectionOf(page: string, { up, destroy }: SmallestRole): string {
  return [
    heading,
    "",
    `What the deployment of [its example](../../examples/components/${page}.ts) asks Azure for on the`,
    "component's behalf, and no less will do. `pulumi up` and `pulumi refresh`:",
    "",
    ...listOf(up),
    ...(destroy.length === 0 ? [] : ["", "`pulumi destroy` besides:", "", ...listOf(destroy)]),
    "",
    end,
  ].join("\n");
}

function listOf(actions: readonly string[]): string[] {
  return actions.map((action) => `- \`${action}\``);
}
