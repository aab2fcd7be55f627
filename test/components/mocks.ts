import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { InvalidInputError } from "../../src/azure/finding";
import { deterministicGuid } from "../../src/azure/guid";

export const subscriptionId = "00000000-0000-4000-8000-000000000001";
export const tenantId = "11111111-1111-4111-8111-111111111111";
export const groupId = `/subscriptions/${subscriptionId}/resourceGroups/fleet`;

/** A resource as the monitor saw it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  /** Names of the resources that it waits for besides those that its inputs come from. */
  readonly dependsOn: readonly string[];
  /** As registered: unknown values are Pulumi's unknown, secrets are marked. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Deployed<T> {
  readonly result: T;
  /** In the order in which the program made them, the component itself included. */
  readonly resources: readonly Registered[];
  readonly warnings: readonly string[];
  /** What went wrong after the program itself had ended, in the order in which it came. */
  readonly failures: readonly Error[];
}

export interface DeployOptions {
  /** `create` knows no id and no output; `update` knows ids, names and locations, as azure-native does. Defaults to a deployment. */
  readonly preview?: "create" | "update";
  /** What functions answer, by token, over what they answer by default. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Runs a program under Pulumi's mocks until all of it is registered. The program hands the options
 * on to its components: through them their children are seen.
 */
export async function deploy<T>(
  program: (opts: pulumi.ComponentResourceOptions) => T,
  options: DeployOptions = {},
): Promise<Deployed<T>> {
  const made: { type: string; name: string; opts: pulumi.ResourceOptions }[] = [];
  const inputs = new Map<string, Fields>();
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        const given = args.inputs as Fields;
        inputs.set(keyOf(args.type, args.name), given);
        return answerOf(args.type, args.name, given, options.preview);
      },
      call: (args) => {
        const given = args.inputs as Fields;
        return { ...functionAnswer(args.token, given), ...options.answers?.[args.token] };
      },
    },
    "fleet",
    "test",
    options.preview !== undefined,
  );
  const observe: pulumi.ResourceTransformation = (args) => {
    made.push({ type: args.type, name: args.name, opts: args.opts });
    return undefined;
  };
  const { value, warnings, failures } = await watched(async (failed) => {
    const result = program({ transformations: [observe] });
    // What waits for something that failed never ends.
    await Promise.race([pulumi.runtime.disconnect(), failed]);
    return result;
  });
  return {
    result: value,
    warnings,
    failures,
    resources: await Promise.all(
      made.map(async ({ type, name, opts }) => ({
        type,
        name,
        parent: nameOf(opts.parent),
        dependsOn: (await waitedFor(opts)).map((each) => nameOf(each) ?? ""),
        inputs: inputs.get(keyOf(type, name)) ?? {},
      })),
    ),
  };
}

/** What a resource is said to wait for, also when that is told late. */
async function waitedFor({ dependsOn }: pulumi.ResourceOptions): Promise<unknown[]> {
  const told = pulumi.Output.isInstance(dependsOn)
    ? await (dependsOn as unknown as { promise(): Promise<unknown> }).promise()
    : await dependsOn;
  return [told ?? []].flat();
}

/** What a program that is refused at once says. */
export async function refusalOf(
  program: (opts: pulumi.ComponentResourceOptions) => unknown,
): Promise<string> {
  const registered: string[] = [];
  try {
    const deployed = await deploy(program);
    registered.push(...deployed.resources.map(({ name }) => name));
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, String(error));
    return error.message;
  }
  return assert.fail(`not refused, but registered: ${registered.join(", ")}`);
}

/** What a program says that is refused when its outputs are known, and which resources it had made by then. */
export async function lateRefusalOf(
  program: (opts: pulumi.ComponentResourceOptions) => unknown,
  options?: DeployOptions,
): Promise<{ readonly message: string; readonly registered: string[] }> {
  const { failures, resources } = await deploy(program, options);
  const refused = failures.filter((error) => error instanceof InvalidInputError);
  assert.notEqual(refused.length, 0, "not refused");
  return {
    message: [...new Set(refused.map(ownMessage))].join("\n"),
    registered: resources
      .filter(({ inputs, type }) => type.startsWith("azure-") && Object.keys(inputs).length > 0)
      .filter(({ type }) => !components.has(type))
      .map(({ name }) => name),
  };
}

/** Pulumi writes into the message of an error where it met it. */
function ownMessage({ message }: Error): string {
  return message.replace(/^(error serializing property "[^"]*": )*/, "");
}

const components = new Set(
  [
    "AutomationAccount",
    "BackupPolicy",
    "FeatureRegistration",
    "LeastPrivilegeRole",
    "LinuxVirtualMachine",
    "MaintenanceSchedule",
    "PatchGovernance",
    "RecoveryPlan",
    "RecoveryVault",
    "ReplicatedVirtualMachine",
    "RunAsAccount",
    "SiteRecovery",
    "VirtualMachineBackup",
    "WindowsVirtualMachine",
  ].map((each) => `azure-evergreen:index:${each}`),
);

/** Type and name of everything below the components that the program made, in order. */
export function childrenOf(deployed: Deployed<unknown>): string[] {
  return deployed.resources
    .filter(({ parent }) => parent !== undefined)
    .map(({ type, name }) => `${type} ${name}`);
}

/** Inputs of the one resource of a name. */
export function inputsOf(deployed: Deployed<unknown>, name: string): Fields {
  const found = deployed.resources.filter((each) => each.name === name);
  assert.equal(found.length, 1, `resources named ${name}`);
  return found[0]?.inputs ?? {};
}

/** What an output becomes; only for outputs that are known. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** Whether an output has a value in this preview. */
export async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
}

/** A value that is not known yet. */
export function unknownInput<T>(): pulumi.Output<T> {
  return pulumi.output(pulumi.unknown as unknown as T) as unknown as pulumi.Output<T>;
}

/** Where in inputs unknown values stand, as property paths. */
export function unknownPaths(value: unknown, path = ""): string[] {
  if (pulumi.isUnknown(value)) {
    return [path];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) =>
    unknownPaths(each, path === "" ? key : `${path}.${key}`),
  );
}

/** The secret's value, or a failure when the value is no secret. */
export function secretIn(value: unknown): unknown {
  const marked = value as Fields;
  assert.equal(marked["4dabf18193072939515e22adb298388d"], "1b47061264138c4ac30d75fd1eb44270");
  return marked.value;
}

async function watched<T>(run: (failed: Promise<void>) => Promise<T>): Promise<{
  readonly value: T;
  readonly warnings: string[];
  readonly failures: Error[];
}> {
  const warnings: string[] = [];
  const failures: Error[] = [];
  const { warn, error } = console;
  const others = process.listeners("unhandledRejection");
  let collect: (reason: unknown) => void = () => undefined;
  const failed = new Promise<void>((resolve) => {
    collect = (reason) => {
      failures.push(reason instanceof Error ? reason : new Error(String(reason)));
      // Everything that a failure entails comes within the turns that follow it.
      setTimeout(resolve, 20);
    };
  });
  console.warn = (text: string) => {
    warnings.push(text.replace("warning: [runtime] ", ""));
  };
  // Pulumi also prints the failures that are collected here.
  console.error = () => undefined;
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", collect);
  try {
    const value = await run(failed);
    // Rejections that nobody handles are reported at the end of a turn.
    await new Promise((resolve) => setImmediate(resolve));
    return { value, warnings, failures: [...new Set(failures)] };
  } finally {
    console.warn = warn;
    console.error = error;
    process.off("unhandledRejection", collect);
    for (const other of others) {
      process.on("unhandledRejection", other);
    }
  }
}

function keyOf(type: string, name: string): string {
  return `${type} ${name}`;
}

/** Name of a resource in another one's options; Pulumi keeps it to itself. */
function nameOf(resource: unknown): string | undefined {
  return (resource as { readonly __name?: string } | undefined)?.__name;
}

function answerOf(
  type: string,
  name: string,
  inputs: Fields,
  preview: "create" | "update" | undefined,
): pulumi.runtime.MockResourceResult {
  if (preview === "create") {
    return { id: undefined, state: {} };
  }
  const id = idOf(type, name, inputs);
  const kept = { name: id.split("/").at(-1) ?? name, location: inputs.location ?? "northeurope" };
  if (preview === "update") {
    return { id, state: type.startsWith("azure-native:") ? kept : {} };
  }
  return { id, state: { ...inputs, ...kept, ...outputsOf(type, name) } };
}

function outputsOf(type: string, name: string): Fields {
  switch (type) {
    case "azure-native:network:NetworkInterface":
      return { ipConfigurations: [{ name: "primary", privateIPAddress: "10.0.0.4" }] };
    case "azure-evergreen:index:ReplicationProtectionContainerMapping":
      return { scheduleName: `${name}_schedule`, jobScheduleName: deterministicGuid(name) };
    case "azure-evergreen:index:AutomationWebhook":
      return { uri: `https://webhook.example.com/?token=${name}` };
    case "azure-evergreen:index:BackupProtectedItem":
      return { protectionState: "IRPending", healthStatus: "Passed" };
    case "azure-evergreen:index:ReplicationRecoveryPlan":
      return { planName: name };
    case "azure-evergreen:index:RunAsCertificate":
      return {
        pfx: `pfx of ${name}`,
        certificate: `certificate of ${name}`,
        thumbprint: `thumbprint of ${name}`,
        endsAt: "2027-11-01T08:00:00Z",
        firstKey: `first key of ${name}`,
        secondKey: `second key of ${name}`,
      };
    case "azuread:index/application:Application":
      return { clientId: deterministicGuid("client", name) };
    case "azure-evergreen:index:SubscriptionFeature":
      return { state: "Registered" };
    default:
      return {};
  }
}

/** The id that Azure would give. */
function idOf(type: string, name: string, inputs: Fields): string {
  const text = (key: string) => String(inputs[key]);
  const own = (key: string) => (inputs[key] === undefined ? name : text(key));
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${text("resourceGroupName")}/providers`;
  const vault = `${group}/Microsoft.RecoveryServices/vaults/${text("resourceName")}`;
  switch (type) {
    case "azure-native:automation:AutomationAccount":
      return `${group}/Microsoft.Automation/automationAccounts/${own("automationAccountName")}`;
    case "azure-native:recoveryservices:Vault":
      return `${group}/Microsoft.RecoveryServices/vaults/${own("vaultName")}`;
    case "azure-native:recoveryservices:ProtectionPolicy":
      return `${group}/Microsoft.RecoveryServices/vaults/${text("vaultName")}/backupPolicies/${own("policyName")}`;
    case "azure-native:recoveryservices:ReplicationPolicy":
      return `${vault}/replicationPolicies/${own("policyName")}`;
    case "azure-native:recoveryservices:ReplicationNetworkMapping":
      return `${vault}/replicationFabrics/${text("fabricName")}/replicationNetworks/azureNetwork/replicationNetworkMappings/${own("networkMappingName")}`;
    case "azure-native:storage:StorageAccount":
      return `${group}/Microsoft.Storage/storageAccounts/${own("accountName")}`;
    case "azure-native:maintenance:MaintenanceConfiguration":
      return `/subscriptions/${subscriptionId}/resourcegroups/${text("resourceGroupName")}/providers/Microsoft.Maintenance/maintenanceConfigurations/${own("resourceName")}`;
    case "azure-native:eventgrid:SystemTopic":
      return `${group}/Microsoft.EventGrid/systemTopics/${own("systemTopicName")}`;
    case "azure-native:network:PrivateEndpoint":
      return `${group}/Microsoft.Network/privateEndpoints/${own("privateEndpointName")}`;
    case "azure-native:network:NetworkInterface":
      return `${group}/Microsoft.Network/networkInterfaces/${own("networkInterfaceName")}`;
    case "azure-native:compute:VirtualMachine":
      return `${group}/Microsoft.Compute/virtualMachines/${own("vmName")}`;
    case "azure-native:compute:Disk":
      return `${group}/Microsoft.Compute/disks/${own("diskName")}`;
    case "azure-native:authorization:PolicyAssignment":
      return `${text("scope")}/providers/Microsoft.Authorization/policyAssignments/${own("policyAssignmentName")}`;
    case "azure-native:authorization:RoleDefinition":
      return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${own("roleDefinitionId")}`;
    case "azure-native:authorization:RoleAssignment":
      return `${text("scope")}/providers/Microsoft.Authorization/roleAssignments/${own("roleAssignmentName")}`;
    case "azure-evergreen:index:AutomationRunbook":
      return `${text("automationAccountId")}/runbooks/${own("runbookName")}`;
    case "azure-evergreen:index:AutomationSchedule":
      return `${text("automationAccountId")}/schedules/${own("scheduleName")}`;
    case "azure-evergreen:index:BackupProtectedItem": {
      const [, , , , machineGroup = "", , , , machine = ""] = text("virtualMachineId").split("/");
      return `${text("vaultId")}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;${machineGroup};${machine}/protectedItems/VM;iaasvmcontainerv2;${machineGroup};${machine}`;
    }
    case "azure-evergreen:index:RecoveryVaultSettings":
    case "azure-evergreen:index:VaultAgentAutoUpdate":
      return text("vaultId");
    case "azure-evergreen:index:ReplicationFabric":
      return `${text("vaultId")}/replicationFabrics/${own("fabricName")}`;
    case "azure-evergreen:index:ReplicationProtectionContainer":
      return `${text("fabricId")}/replicationProtectionContainers/${own("containerName")}`;
    case "azure-evergreen:index:ReplicationProtectionContainerMapping":
      return `${text("protectionContainerId")}/replicationProtectionContainerMappings/${own("mappingName")}`;
    case "azure-evergreen:index:ReplicationRecoveryPlan":
      return `${text("vaultId")}/replicationRecoveryPlans/${own("planName")}`;
    case "azure-evergreen:index:ReplicationProtectedItem":
      return `${text("protectionContainerId")}/replicationProtectedItems/${own("itemName")}`;
    case "azure-evergreen:index:RunAsAssets":
      return `${text("automationAccountId")}/connections/${own("connectionName")}`;
    case "azuread:index/application:Application":
      return `/applications/${deterministicGuid("object", name)}`;
    case "azuread:index/servicePrincipal:ServicePrincipal":
      return `/servicePrincipals/${principalIdOf(name)}`;
    case "azure-evergreen:index:SubscriptionFeature":
      return `/subscriptions/${subscriptionId}/providers/Microsoft.Features/providers/${text("providerNamespace")}/features/${text("featureName")}`;
    default:
      return `${name}-id`;
  }
}

/** The system-assigned identity of a resource, as Azure would make one up. */
export function principalIdOf(resourceName: string): string {
  return deterministicGuid("principal", resourceName);
}

function functionAnswer(token: string, inputs: Fields): Fields {
  const text = (key: string) => String(inputs[key]);
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${text("resourceGroupName")}/providers`;
  const holder = (type: string, name: string) => ({
    id: `${group}/${type}/${name}`,
    location: "northeurope",
    identity: { type: "SystemAssigned", principalId: principalIdOf(name) },
  });
  switch (token) {
    case "azure-native:automation:getAutomationAccount":
      return holder("Microsoft.Automation/automationAccounts", text("automationAccountName"));
    case "azure-native:recoveryservices:getVault":
      return holder("Microsoft.RecoveryServices/vaults", text("vaultName"));
    case "azure-native:keyvault:getVault":
      return holder("Microsoft.KeyVault/vaults", text("vaultName"));
    case "azure-native:authorization:getPolicyAssignment":
      return holder("Microsoft.Authorization/policyAssignments", text("policyAssignmentName"));
    case "azure-native:managedidentity:getUserAssignedIdentity":
      return { principalId: principalIdOf(text("resourceName")) };
    case "azure-native:compute:getVirtualMachine":
      return holder("Microsoft.Compute/virtualMachines", text("vmName"));
    case "azuread:index/getClientConfig:getClientConfig":
      return { tenantId };
    default:
      throw new Error(`No answer for ${token}.`);
  }
}
