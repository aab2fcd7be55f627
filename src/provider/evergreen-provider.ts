import type { ProviderHandlers, ResourceHandler } from "../plugin/handlers";
import { AutomationHandler } from "./automation-handler";
import { automationRunbook } from "./automation-runbook";
import { automationSchedule } from "./automation-schedule";
import { automationWebhook } from "./automation-webhook";
import { BackupProtectedItemHandler } from "./backup-protected-item";
import { RecoveryVaultSettingsHandler } from "./recovery-vault-settings";
import { replicationFabric } from "./replication-fabric";
import { replicationProtectedItem } from "./replication-protected-item";
import { replicationProtectionContainer } from "./replication-protection-container";
import { replicationProtectionContainerMapping } from "./replication-protection-container-mapping";
import { replicationRecoveryPlan } from "./replication-recovery-plan";
import { runAsAssets } from "./run-as-assets";
import { RunAsCertificateHandler } from "./run-as-certificate";
import { packageSchema } from "./schema";
import { Session, type Connect } from "./session";
import { SiteRecoveryHandler } from "./site-recovery-handler";
import { SubscriptionFeatureHandler } from "./subscription-feature";
import { VaultAgentAutoUpdateHandler } from "./vault-agent-auto-update";

/** The provider's arguments, and outputs of its resources, whose values are secret. */
const secretNames = [
  "clientCertificatePassword",
  "clientSecret",
  "oidcRequestToken",
  "oidcToken",
  "ownPfx",
  "ownPfxPassword",
  "pfx",
  "uri",
] as const;

/**
 * The `azure-evergreen` provider: the resources that azure-native lacks or gets wrong.
 * `connect` is called with the provider's configuration when a resource first needs Azure.
 */
export function evergreenProvider(connect: Connect, version: string): ProviderHandlers {
  const session = new Session(connect);
  const handlers = new Map<string, ResourceHandler>([
    ...[
      replicationFabric,
      replicationProtectionContainer,
      replicationProtectionContainerMapping,
      replicationProtectedItem,
      replicationRecoveryPlan,
    ].map((kind) => [kind.token, new SiteRecoveryHandler(kind, session)] as const),
    ...[automationRunbook, automationSchedule, automationWebhook, runAsAssets].map(
      (kind) => [kind.token, new AutomationHandler(kind, session)] as const,
    ),
    ["azure-evergreen:index:BackupProtectedItem", new BackupProtectedItemHandler(session)],
    ["azure-evergreen:index:RecoveryVaultSettings", new RecoveryVaultSettingsHandler(session)],
    ["azure-evergreen:index:RunAsCertificate", new RunAsCertificateHandler(session)],
    ["azure-evergreen:index:SubscriptionFeature", new SubscriptionFeatureHandler(session)],
    ["azure-evergreen:index:VaultAgentAutoUpdate", new VaultAgentAutoUpdateHandler(session)],
  ]);
  return {
    name: "azure-evergreen",
    version,
    secretOutputs: secretNames,
    schema: packageSchema,
    configure: (configuration) => {
      session.configure(configuration);
      return Promise.resolve();
    },
    resource: (token) => handlers.get(token),
  };
}
