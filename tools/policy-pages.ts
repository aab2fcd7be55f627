import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { presetLevel } from "../src/policy/pack/levels";
import type { Rule } from "../src/policy/rule";
import { pageFileOf } from "../src/policy/rule-page";
import { accessRules } from "../src/policy/rules/access";
import { automationRules } from "../src/policy/rules/automation";
import { backupRules } from "../src/policy/rules/backup";
import { machinesRules } from "../src/policy/rules/machines";
import { maintenanceRules } from "../src/policy/rules/maintenance";
import { patchingRules } from "../src/policy/rules/patching";
import { runAsRules } from "../src/policy/rules/run-as";
import { siteRecoveryRules } from "../src/policy/rules/site-recovery";
import { vaultsRules } from "../src/policy/rules/vaults";
import { everyCase } from "../test/policy/every-case";
import { policyPage, table } from "./policy-page";

const folder = join(__dirname, "..", "docs", "policies");
/** Written by hand, and therefore not touched. */
const byHand = "using.md";
const printWidth = 100;

const families: readonly { readonly title: string; readonly rules: readonly Rule[] }[] = [
  { title: "Patching", rules: patchingRules },
  { title: "Machines", rules: machinesRules },
  { title: "Maintenance", rules: maintenanceRules },
  { title: "Backup", rules: backupRules },
  { title: "Vaults", rules: vaultsRules },
  { title: "Site recovery", rules: siteRecoveryRules },
  { title: "Automation", rules: automationRules },
  { title: "Run As accounts", rules: runAsRules },
  { title: "Access", rules: accessRules },
];

/** The pages about policies that the code tells, by file name: one a rule, and the list of them. */
export async function policyPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map([["README.md", await formatted(index())]]);
  for (const rule of families.flatMap(({ rules }) => rules)) {
    const cases = everyCase.find((each) => each.rule === rule.id);
    if (cases === undefined) {
      throw new Error(`${rule.id} has no cases in test/policy/cases.`);
    }
    pages.set(pageFileOf(rule), await formatted(policyPage(rule, cases)));
  }
  return pages;
}

/** The same pages as they are on disk. */
export function policyPagesOnDisk(): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((file) => file !== byHand)
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
}

/** Writes the pages and takes away those of rules that are no more. */
export async function writePolicyPages(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pages = await policyPages();
  for (const file of policyPagesOnDisk().keys()) {
    if (!pages.has(file)) {
      rmSync(join(folder, file));
    }
  }
  for (const [file, text] of pages) {
    writeFileSync(join(folder, file), text);
  }
}

function index(): string {
  const rules = families.flatMap((family) => family.rules);
  const stopping = rules.filter((rule) => presetLevel("baseline", rule) === "mandatory");
  return [
    "# Policies",
    `The policy pack has ${rules.length} rules, of which ${stopping.length} stop a deployment in the preset \`baseline\`. Each has a page with a program that breaks it, one that keeps it, and how to mend the one into the other.`,
    "```sh\npulumi preview --policy-pack node_modules/azure-evergreen/policy\n```",
    "[How to use the pack](using.md): presets, configuration, exemptions, and a pack of your own.",
    "`mandatory` stops the deployment, `advisory` tells and lets it go on.",
    ...families.filter((family) => family.rules.length > 0).flatMap(familySection),
  ].join("\n\n");
}

function familySection({ title, rules }: (typeof families)[number]): string[] {
  return [
    `## ${title}`,
    table(
      ["rule", "what holds", "severity", "baseline", "strict", "migration", "tags"],
      rules.map((rule) => [
        `[${rule.id}](${pageFileOf(rule)})`,
        rule.title,
        rule.severity,
        presetLevel("baseline", rule),
        presetLevel("strict", rule),
        presetLevel("migration", rule),
        rule.tags.join(", "),
      ]),
    ),
  ];
}

/** As `prettier --write` would leave it. */
function formatted(text: string): Promise<string> {
  return format(text, { parser: "markdown", printWidth });
}
