import type { Rule } from "../../rule";
import { assessmentByPlatform } from "./assessment-by-platform";

/** Who patches a machine, and whether its settings agree. */
export const patchingRules: readonly Rule[] = [assessmentByPlatform];
