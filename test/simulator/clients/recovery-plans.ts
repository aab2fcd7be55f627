/* A recovery plan from its making to the end of a test, and what else a vault holds: `@azure/arm-recoveryservices-siterecovery`. */
import {
  type RecoveryPlanAction,
  SiteRecoveryManagementClient,
} from "@azure/arm-recoveryservices-siterecovery";
import { clientOptions, refusal, secretCredential, show, subscriptionId, variable } from "./set-up";

const [vault, group, plan] = ["vault1", "rg", "plan1"];
const item = variable("PROTECTED_ITEM_ID");

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of pages) {
    found.push(one);
  }
  return found;
}

show(async () => {
  const client = new SiteRecoveryManagementClient(
    secretCredential(),
    subscriptionId,
    clientOptions,
  );
  const look: RecoveryPlanAction = {
    actionName: "look",
    failoverTypes: ["TestFailover"],
    failoverDirections: ["PrimaryToRecovery"],
    customDetails: { instanceType: "ManualActionDetails", description: "Look at it." },
  };
  const made = await client.replicationRecoveryPlans.beginCreateAndWait(vault, group, plan, {
    properties: {
      primaryFabricId: variable("PRIMARY_FABRIC_ID"),
      recoveryFabricId: variable("RECOVERY_FABRIC_ID"),
      failoverDeploymentModel: "ResourceManager",
      groups: [
        {
          groupType: "Boot",
          replicationProtectedItems: [{ id: item }],
          startGroupActions: [look],
          endGroupActions: [],
        },
      ],
    },
  });
  const early = await client.replicationRecoveryPlans
    .beginFailoverCommitAndWait(vault, group, plan)
    .catch(refusal);
  const test = client.replicationRecoveryPlans.beginTestFailoverAndWait(vault, group, plan, {
    properties: {
      failoverDirection: "PrimaryToRecovery",
      networkType: "VmNetworkAsInput",
      networkId: variable("NETWORK_ID"),
    },
  });
  const waiting = async (): Promise<string> => {
    for (;;) {
      const filter = "JobStatus eq 'Suspended'";
      const [job] = await all(client.replicationJobs.list(vault, group, { filter }));
      if (job?.name !== undefined) {
        return job.name;
      }
    }
  };
  const jobName = await waiting();
  const job = await client.replicationJobs.get(vault, group, jobName);
  const resumed = await client.replicationJobs.beginResumeAndWait(vault, group, jobName, {
    properties: { comments: "looked" },
  });
  const tested = await test;
  const cleaned = await client.replicationRecoveryPlans.beginTestFailoverCleanupAndWait(
    vault,
    group,
    plan,
    { properties: { comments: "well" } },
  );
  const events = await all(client.replicationEvents.list(vault, group));
  const event = await client.replicationEvents.get(vault, group, events[0]?.name ?? "");
  const alerts = await client.replicationAlertSettings.create(vault, group, "defaultAlertSetting", {
    properties: { sendToOwners: "Send", customEmailAddresses: ["a@example.com"] },
  });
  const setting = await client.replicationVaultSetting.beginCreateAndWait(vault, group, "default", {
    properties: { migrationSolutionId: "/subscriptions/s/solution" },
  });
  const exported = await client.replicationJobs.beginExportAndWait(vault, group, {
    jobStatus: "Succeeded",
  });
  const eligible = await client.replicationEligibilityResultsOperations.get(group, "machine1");
  const systems = await client.supportedOperatingSystemsOperations.get(vault, group);
  const intent = await client.replicationProtectionIntents.create(vault, group, "intent1", {
    properties: {
      providerSpecificDetails: {
        instanceType: "A2A",
        fabricObjectId: variable("MACHINE_ID"),
        primaryLocation: "westeurope",
        recoveryLocation: "northeurope",
        recoverySubscriptionId: subscriptionId,
        recoveryAvailabilityType: "Single",
        recoveryResourceGroupId: `/subscriptions/${subscriptionId}/resourceGroups/${group}`,
      },
    },
  });
  await client.replicationRecoveryPlans.beginDeleteAndWait(vault, group, plan);
  return {
    made: made.properties?.groups?.map(({ groupType }) => groupType),
    early,
    job: [job.properties?.state, job.properties?.tasks?.map(({ friendlyName }) => friendlyName)],
    resumed: resumed.properties?.scenarioName,
    tested: tested.properties?.currentScenario?.scenarioName,
    cleaned: cleaned.properties?.currentScenarioStatus,
    events: events.map(({ properties }) => properties?.description),
    event: [
      event.properties?.providerSpecificDetails?.instanceType,
      event.properties?.eventSpecificDetails?.instanceType,
    ],
    alerts: alerts.properties?.locale,
    setting: setting.properties?.migrationSolutionId,
    exported: exported.properties?.customDetails?.instanceType,
    eligible: eligible.properties?.errors?.map(({ code }) => code),
    systems: systems.properties?.supportedOsList?.map(({ instanceType }) => instanceType),
    intent: [intent.properties?.isActive, intent.properties?.jobState],
    plans: await all(client.replicationRecoveryPlans.list(vault, group)),
  };
});
