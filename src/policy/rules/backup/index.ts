import type { Rule } from "../../rule";

export const backupRules: readonly Rule[] = [];
