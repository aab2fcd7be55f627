import type { Rule } from "../../rule";

export const automationRules: readonly Rule[] = [];
