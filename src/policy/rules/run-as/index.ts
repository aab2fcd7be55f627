import type { Rule } from "../../rule";

export const runAsRules: readonly Rule[] = [];
