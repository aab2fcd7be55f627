import type { Rule } from "../../rule";

export const vaultsRules: readonly Rule[] = [];
