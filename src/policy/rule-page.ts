import type { Rule } from "./rule";

/** File name of a rule's page in `docs/policies`. */
export function pageFileOf(rule: Rule): string {
  return `${rule.id}.md`;
}

/** Where a rule's page stands for those who installed the package. */
export function pageOf(rule: Rule): string {
  return `node_modules/azure-evergreen/docs/policies/${pageFileOf(rule)}`;
}
