import type { Rule } from "../../rule";
import { agentIsProvisioned } from "./agent-is-provisioned";
import { extensionVersion } from "./extension-version";
import { extensionsAreTaken } from "./extensions-are-taken";
import { placeIsKnown } from "./place-is-known";
import { platformExtensionsLeftToIt } from "./platform-extensions-left-to-it";

/** What a machine needs for anybody to look after it. */
export const machinesRules: readonly Rule[] = [
  agentIsProvisioned,
  extensionsAreTaken,
  placeIsKnown,
  platformExtensionsLeftToIt,
  extensionVersion,
];
