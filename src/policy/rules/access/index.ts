import type { Rule } from "../../rule";

export const accessRules: readonly Rule[] = [];
