/*
 * A machine's backup from protection to the last restore point: `@azure/arm-recoveryservicesbackup`,
 * with `@azure/arm-recoveryservices` and `@azure/arm-compute`.
 */
import { RecoveryServicesClient } from "@azure/arm-recoveryservices";
import {
  type AzureIaaSComputeVMProtectedItem,
  type AzureIaaSVMJob,
  type OperationStatusJobExtendedInfo,
  type ProtectionPolicyUnion,
  RecoveryServicesBackupClient,
} from "@azure/arm-recoveryservicesbackup";
import { buildMachine, compute, group, location } from "./built-machine";
import {
  all,
  clientOptions,
  endpoint,
  secretCredential,
  show,
  subscriptionId,
  turn,
  until,
} from "./set-up";

const credential = secretCredential();
const options = { ...clientOptions, $host: endpoint };
const client = new RecoveryServicesBackupClient(credential, subscriptionId, options);
const vault = ["vault1", group] as const;
const machineName = "iaasvmcontainerv2;rg;machine1";
const item = [...vault, "Azure", `IaasVMContainer;${machineName}`, `VM;${machineName}`] as const;
const iaas = { filter: "backupManagementType eq 'AzureIaasVM'" };

const time = new Date("2026-11-01T23:00:00Z");
const retentionPolicy = {
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
} as const;
const daily: ProtectionPolicyUnion = {
  backupManagementType: "AzureIaasVM",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: [time],
  },
  retentionPolicy,
};
const hourly: ProtectionPolicyUnion = {
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: { interval: 4, scheduleWindowStartTime: time, scheduleWindowDuration: 12 },
  },
  retentionPolicy,
};

interface Told {
  onResponse(response: { headers: { get(name: string): string | undefined } }): void;
}

/**
 * Sends a request that the client has no poller for, follows its status address, and answers the name
 * of the job that it tells of, or the code of its error.
 */
async function follow(send: (options: Told) => Promise<unknown>): Promise<string> {
  let operation = "";
  await send({
    onResponse: ({ headers }) => {
      const address = new URL(headers.get("azure-asyncoperation") ?? "");
      operation = address.pathname.split("/").at(-1) ?? "";
    },
  });
  const { properties, error } = await until(
    () => client.backupOperationStatuses.get(...vault, operation),
    ({ status }) => status !== "InProgress",
  );
  return error?.code ?? (properties as OperationStatusJobExtendedInfo).jobId ?? "";
}

/** Writes the protected item. */
function protect(change: Partial<AzureIaaSComputeVMProtectedItem>): Promise<string> {
  const properties = { protectedItemType: "Microsoft.Compute/virtualMachines", ...change } as const;
  return follow((told) => client.protectedItems.createOrUpdate(...item, { properties }, told));
}

async function state(): Promise<unknown[]> {
  const { properties } = await client.protectedItems.get(...item);
  const { protectionState, isScheduledForDeferredDelete } =
    properties as AzureIaaSComputeVMProtectedItem;
  return [protectionState, isScheduledForDeferredDelete ?? false];
}

async function job(name: string): Promise<AzureIaaSVMJob> {
  return (await client.jobDetails.get(...vault, name)).properties as AzureIaaSVMJob;
}

const request = { properties: { objectType: "IaasVMBackupRequest" } } as const;

/** Backs up on demand and answers the name of the job. */
function backUp(): Promise<string> {
  return follow((told) => client.backups.trigger(...item, request, told));
}

show(async () => {
  const { machine } = await buildMachine();
  const sourceResourceId = machine.id ?? "";
  const { vaults } = new RecoveryServicesClient(credential, subscriptionId, options);
  await vaults.beginCreateOrUpdateAndWait(group, "vault1", {
    location,
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  await turn(600);
  await client.protectionContainers.refresh(...vault, "Azure");
  await turn(60);
  const protectable = await all(client.backupProtectableItems.list(...vault, iaas));
  const standard = await client.protectionPolicies.createOrUpdate(...vault, "standard", {
    properties: daily,
  });
  const enhanced = await client.protectionPolicies.createOrUpdate(...vault, "enhanced", {
    properties: hourly,
  });
  const policies = (await all(client.backupPolicies.list(...vault, iaas))).map(({ name }) => name);
  await client.protectionPolicies.beginDeleteAndWait(...vault, "enhanced");
  const policyId = standard.id ?? "";
  const resource = { resourceType: "VM", resourceId: sourceResourceId };
  const { status: valid } = await client.protectionIntentOperations.validate(location, {
    ...resource,
    vaultId: policyId.split("/backupPolicies/")[0] ?? "",
    properties: "",
  });
  await protect({ sourceResourceId, policyId });
  const enabled = await state();
  const { protectionStatus } = await client.backupStatus.get(location, resource);
  const containers = await all(client.backupProtectionContainers.list(...vault, iaas));

  const cancelled = await backUp();
  await client.jobCancellations.trigger(...vault, cancelled);
  await turn(600);
  const afterCancel = (await job(cancelled)).status;
  const second = await backUp();
  const busy = await backUp();
  const running = await job(second);
  await turn(3 * 3600);
  const done = await job(second);
  const points = await all(client.recoveryPoints.list(...item));
  const point = await client.recoveryPoints.get(...item, points[0]?.name ?? "");

  await protect({ sourceResourceId, policyId: "", protectionState: "ProtectionStopped" });
  const stopped = await state();
  await protect({ sourceResourceId, policyId });
  const resumed = await state();
  await follow((told) => client.protectedItems.delete(...item, told));
  const softDeleted = await state();
  await protect({
    sourceResourceId,
    policyId: "",
    protectionState: "ProtectionStopped",
    isRehydrate: true,
  });
  const undeleted = await state();

  const collections = (await all(compute.restorePointCollections.listAll())).map(({ id }) => {
    const [, , , , inGroup = "", , , , name = ""] = (id ?? "").split("/");
    return [inGroup, name] as const;
  });
  for (const [inGroup, name] of collections) {
    await compute.restorePointCollections.delete(inGroup, name);
  }
  return {
    protectable: protectable.map(({ properties }) => properties?.friendlyName),
    kinds: [standard, enhanced].map(
      ({ properties }) => (properties as { policyType?: string }).policyType,
    ),
    policies,
    valid,
    enabled,
    protectionStatus,
    containers: containers.map(({ properties }) => properties?.friendlyName),
    afterCancel,
    busy,
    running: [running.status, running.actionsInfo],
    done: [done.status, done.extendedInfo?.tasksList?.map(({ status }) => status)],
    points: points.length,
    point: (
      point.properties as { recoveryPointTierDetails?: { type?: string }[] }
    ).recoveryPointTierDetails?.map(({ type }) => type),
    stopped,
    resumed,
    softDeleted,
    undeleted,
    collections: collections.map(([inGroup]) => inGroup),
    left: (await all(compute.restorePointCollections.listAll())).length,
  };
});
