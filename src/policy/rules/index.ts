import type { Rule } from "../rule";
import { accessRules } from "./access";
import { automationRules } from "./automation";
import { backupRules } from "./backup";
import { machinesRules } from "./machines";
import { maintenanceRules } from "./maintenance";
import { patchingRules } from "./patching";
import { runAsRules } from "./run-as";
import { siteRecoveryRules } from "./site-recovery";
import { vaultsRules } from "./vaults";

/** Every rule of the pack: its table of contents, by family. */
export const rules: readonly Rule[] = [
  ...patchingRules,
  ...machinesRules,
  ...maintenanceRules,
  ...backupRules,
  ...vaultsRules,
  ...siteRecoveryRules,
  ...automationRules,
  ...runAsRules,
  ...accessRules,
];
