import type { Rule } from "../../rule";
import { updaterSignsInByIdentity } from "./updater-signs-in-by-identity";

/** Replication, and how its agent is kept up to date. */
export const siteRecoveryRules: readonly Rule[] = [updaterSignsInByIdentity];
