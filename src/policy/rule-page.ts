import type { Rule } from "./rule";

/** File name of a rule's page in `docs/policies`; what the pack says of itself has one page together. */
export function pageFileOf(rule: Rule): string {
  return rule.tags.includes("pack") ? "using.md" : `${rule.id}.md`;
}

/** Where a rule's page stands for those who installed the package. */
export function pageOf(rule: Rule): string {
  return `node_modules/azure-evergreen/docs/policies/${pageFileOf(rule)}`;
}
