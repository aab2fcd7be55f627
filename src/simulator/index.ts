export type { Permission } from "../azure/permission";
export type { RoleTemplate } from "../azure/roles";
export type { RecordedUse } from "./resource-manager/recorded-uses";
export type { Assumptions } from "./assumptions";
export { Clock } from "./clock";
export { EngineWorkspace, type EngineWorkspaceOptions } from "./engine/engine-workspace";
export { pluginFolders } from "./engine/plugin-folders";
export {
  minimumPulumiVersion,
  pulumiVersion,
  type PulumiRun,
  RunningPulumi,
} from "./engine/pulumi-command";
export { HttpFaults, type HttpFault, type HttpMatch } from "./http-faults";
export { Faults, type ResourceFault } from "./faults";
export { Guests, type Guest, type GuestCommand, type GuestOutput } from "./guests";
export { Estate, type EstateChange, type StoredResource } from "./estate";
export type { GraphPermission } from "./graph/graph-call";
export type { HttpRequest, HttpResponse } from "./front/http";
export {
  InProcessDeployment,
  type DeployedResource,
  type DeploymentLogLine,
  type DeploymentResult,
  type InProcessDeploymentOptions,
} from "./in-process/in-process-deployment";
export type { ConnectedPrincipal } from "./front/connection";
export { readSavedEstate, SavedEstateError } from "./saved-estate/read";
export type { SavedEstate } from "./saved-estate/saved-estate";
export type { ServedAzure, ServicePrincipal } from "./front/served-azure";
export { SimulatedAzure } from "./simulated-azure";
export type { SimulatedAzureOptions } from "./world";
export { releaseMobilityAgent } from "./site-recovery/mobility-agent";
export {
  runAgentUpdater,
  type AgentUpdaterCall,
  type AgentUpdaterOptions,
  type AgentUpdaterRun,
} from "./site-recovery/nightly-update";
