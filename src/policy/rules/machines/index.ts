import type { Rule } from "../../rule";

export const machinesRules: readonly Rule[] = [];
