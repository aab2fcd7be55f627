import assert from "node:assert/strict";
import type { HttpMethod } from "../../../src/arm/transport";
import {
  backupOperatorRole,
  patchOperatorRole,
  patchSchedulerRole,
  runAsContributorRole,
  type RoleTemplate,
} from "../../../src/azure/roles";
import { runAgentUpdater, type SimulatedAzure } from "../../../src/simulator/index";
import {
  backupVersion,
  container,
  itemBody,
  itemId,
  policyId,
  vaultId,
  withItem,
} from "../backup/backed-up-estate";
import { subscription } from "../caller";
import { group, machine, today } from "../compute/small-estate";
import {
  configuration,
  configurationBody,
  machineId,
  scheduled,
  version as maintenanceVersion,
  withSchedule,
} from "../maintenance/scheduled-estate";
import {
  account,
  vault as replicationVault,
  withMapping,
} from "../site-recovery/replicated-estate";

/** A request of somebody's work. */
type Step = readonly [HttpMethod, string, object?];

interface Preset {
  readonly role: () => RoleTemplate;
  readonly scope: string;
  estate(): Promise<{ readonly azure: SimulatedAzure }>;
  /** The documented work of its holder. */
  readonly work: readonly Step[];
  /** Actions that Azure documents and for which nothing is simulated that could ask for them, with the reason. */
  readonly unproved: Readonly<Record<string, string>>;
}

function at(version: string, ...[method, path, body]: Step): Step {
  const url = `${path}${path.includes("?") ? "&" : "?"}api-version=${version}`;
  return body === undefined ? [method, url] : [method, url, body];
}

const groupRead = at("2021-04-01", "GET", group);
const compute = (...step: Step): Step => at(today, ...step);
const backup = (...step: Step): Step => at(backupVersion, ...step);
const maintenance = (...step: Step): Step => at(maintenanceVersion, ...step);

const assignment = `${machineId("one")}/providers/Microsoft.Maintenance/configurationAssignments/own`;
const inGuest = "maintenanceScope/InGuestPatch";
const onlyOfOtherEdition =
  "the built-in role names the same right twice; the specification has only the other operation";
const resourceGraph = "patch results are read through Resource Graph";

const presets: readonly Preset[] = [
  {
    role: patchOperatorRole,
    scope: subscription,
    estate: () => withSchedule({ one: scheduled }),
    work: [
      groupRead,
      compute("GET", machineId("one")),
      compute("GET", `${machineId("one")}/instanceView`),
      compute("POST", `${machineId("one")}/assessPatches`),
      compute("POST", `${machineId("one")}/installPatches`, {
        maximumDuration: "PT2H",
        rebootSetting: "IfRequired",
        linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
      }),
      at("2022-04-01", "GET", `${subscription}/providers/Microsoft.Authorization/permissions`),
    ],
    unproved: {
      "Microsoft.Compute/virtualMachines/extensions/read": resourceGraph,
      "Microsoft.Maintenance/maintenanceConfigurations/read": resourceGraph,
      "Microsoft.Maintenance/configurationAssignments/read": resourceGraph,
      "Microsoft.Maintenance/applyUpdates/read": resourceGraph,
      "Microsoft.Compute/virtualMachines/patchAssessmentResults/*": resourceGraph,
      "Microsoft.Compute/virtualMachines/patchInstallationResults/read": resourceGraph,
      "Microsoft.Compute/virtualMachines/patchInstallationResults/softwarePatches/read":
        resourceGraph,
    },
  },
  {
    role: patchSchedulerRole,
    scope: subscription,
    estate: () => withSchedule({ one: scheduled }),
    work: [
      groupRead,
      at("2021-04-01", "POST", `${subscription}/providers/Microsoft.Maintenance/register`),
      compute("GET", machineId("one")),
      maintenance("PUT", `${configuration}-own`, configurationBody),
      maintenance("GET", `${configuration}-own`),
      maintenance("PUT", assignment, {
        location: "westeurope",
        properties: { maintenanceConfigurationId: `${configuration}-own` },
      }),
      maintenance("GET", assignment),
      maintenance("GET", `${group}/providers/Microsoft.Maintenance/applyUpdates`),
      maintenance("GET", `${machineId("one")}/providers/Microsoft.Maintenance/updates`),
      maintenance("DELETE", assignment),
      maintenance("DELETE", `${configuration}-own`),
    ],
    unproved: Object.fromEntries(
      ["configurationAssignments", "maintenanceConfigurations"].flatMap((type) =>
        ["read", "write", "delete"].map((verb) => [
          `Microsoft.Maintenance/${type}/${inGuest}/${verb}`,
          onlyOfOtherEdition,
        ]),
      ),
    ),
  },
  {
    role: backupOperatorRole,
    scope: vaultId,
    estate: () => withItem(),
    work: [
      backup("GET", vaultId),
      backup("GET", `${vaultId}/usages`),
      backup("GET", `${vaultId}/backupPolicies`),
      backup("GET", policyId),
      backup("POST", `${vaultId}/backupFabrics/Azure/refreshContainers`),
      backup("GET", container),
      backup("GET", `${vaultId}/backupProtectionContainers`),
      backup("GET", `${vaultId}/backupProtectableItems`),
      backup("GET", `${vaultId}/backupProtectedItems`),
      backup("GET", itemId),
      backup("POST", `${itemId}/backup`, { properties: { objectType: "IaasVMBackupRequest" } }),
      backup("GET", `${vaultId}/backupJobs`),
      backup("POST", "@job/cancel"),
      backup("GET", "@job"),
      backup("GET", `${itemId}/recoveryPoints`),
      backup("PUT", itemId, itemBody({ protectionState: "ProtectionStopped", policyId: "" })),
      backup("PUT", itemId, itemBody()),
    ],
    unproved: {},
  },
];

/** Does the work, following what each answer points to; answers the first refusal. */
async function carryOut(
  { work, scope }: Preset,
  azure: SimulatedAzure,
  role: RoleTemplate,
): Promise<string | undefined> {
  const principal = azure.createServicePrincipal("holder");
  azure.grant({ principalId: principal.objectId, role, scope });
  const { transport } = azure.connect(principal);
  let job = "";
  for (const [method, path, body] of work) {
    const url = path.replace("@job", job);
    const answer = await transport.send({ method, url, ...(body !== undefined && { body }) });
    const addresses = [answer.headers["azure-asyncoperation"], answer.headers.location];
    const answers = [answer];
    await transport.wait(20_000);
    for (const address of addresses.filter((each) => each !== undefined)) {
      answers.push(await transport.send({ method: "GET", url: address }));
    }
    for (const each of answers) {
      if (each.status === 403) {
        return refusedAction(each.body);
      }
      assert.ok(each.status < 400, `${method} ${url}: ${JSON.stringify(each.body)}`);
      const { properties } = (each.body ?? {}) as { properties?: { jobId?: string } };
      job = properties?.jobId === undefined ? job : `${vaultId}/backupJobs/${properties.jobId}`;
    }
  }
  return undefined;
}

for (const preset of presets) {
  const { roleName, permission } = preset.role();

  describe(`the role preset ${roleName}`, () => {
    it("is enough for its documented work", async () => {
      const { azure } = await preset.estate();
      assert.equal(await carryOut(preset, azure, preset.role()), undefined);
    });

    for (const action of permission.actions.filter((each) => !(each in preset.unproved))) {
      it(`is not enough without ${action}`, async () => {
        const { azure } = await preset.estate();
        const role = preset.role();
        const actions = permission.actions.filter((each) => each !== action);
        const less = { ...role, permission: { ...permission, actions } };
        assert.equal(await carryOut(preset, azure, less), action);
      });
    }

    it("names among what is not proved only what it has", () => {
      for (const action of Object.keys(preset.unproved)) {
        assert.ok(permission.actions.includes(action), action);
      }
    });
  });
}

describe("the role preset Automation RunAs Contributor", () => {
  it("is enough for the agent updater, and leaves key vaults and rights alone", async () => {
    const { azure } = await withMapping();
    const principal = azure.createServicePrincipal("runAs");
    const role = runAsContributorRole(["Microsoft.Compute/virtualMachines/delete"]);
    azure.grant({ principalId: principal.objectId, role });
    const run = await runAgentUpdater(azure, {
      principalId: principal.objectId,
      vaultId: replicationVault,
      automationAccountId: account,
    });
    assert.equal(run.failure, undefined);

    const { transport } = azure.connect(principal);
    const refused = await Promise.all(
      [
        at("2022-07-01", "GET", `${group}/providers/Microsoft.KeyVault/vaults/keys1`),
        at(
          "2022-04-01",
          "PUT",
          `${group}/providers/Microsoft.Authorization/roleAssignments/6f9f0a3c-6c32-4a6b-8d5e-0a1b2c3d4e5f`,
          { properties: {} },
        ),
        compute("DELETE", machine),
      ].map(async ([method, url, body]) => {
        const answer = await transport.send({ method, url, ...(body !== undefined && { body }) });
        return [answer.status, refusedAction(answer.body)];
      }),
    );
    assert.deepEqual(refused, [
      [403, "Microsoft.KeyVault/vaults/read"],
      [403, "Microsoft.Authorization/roleAssignments/write"],
      [403, "Microsoft.Compute/virtualMachines/delete"],
    ]);
  });
});

function refusedAction(body: unknown): string {
  const text = JSON.stringify(body);
  return /perform action '([^']+)'/.exec(text)?.[1] ?? text;
}
