import type { Rule } from "../../rule";

export const maintenanceRules: readonly Rule[] = [];
