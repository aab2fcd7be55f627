export type { Finding } from "../azure/finding";
export { judgeResources } from "./judge";
export { DeclaredResource, type ResourceFacts } from "./model/declared-resource";
export { DeclaredStack, type Target } from "./model/declared-stack";
export { NotYetKnown, Reader } from "./model/reader";
export {
  type PackConfiguration,
  type PackSettings,
  type RuleConfiguration,
  settingsOf,
} from "./pack/configuration";
export type { Exemption } from "./pack/exemptions";
export { type EnforcementLevel, type Preset, presetLevel } from "./pack/levels";
export type { Report } from "./pack/policy-pack";
export {
  type FrameworkReference,
  type Parameters,
  type ParameterSchema,
  type ResourceRule,
  resourceRule,
  type Rule,
  type RuleDescription,
  type Severity,
  type StackRule,
  stackRule,
} from "./rule";
export { rules } from "./rules";
export { type PolicyPackArgs, serveRules } from "./serve";
