import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permissions";
import { patchOperatorRole, type RoleTemplate } from "../../../src/azure/roles";
import {
  assessPatches,
  installPatches,
  planAssessment,
  planInstallation,
  planPatchMode,
  setPatchMode,
} from "../../../src/operations/patch";
import { connectionOf, type Fleet, fleetOf } from "./patched-fleet";

type Work = (fleet: Fleet, role: RoleTemplate) => Promise<{ objectId: string; told: string }>;

const assessing: Work = async (fleet, role) => {
  const connection = connectionOf(fleet, role);
  const plan = await planAssessment({ connection });
  const report = await assessPatches({ connection }, plan);
  return { objectId: connection.objectId, told: JSON.stringify([plan.notes, report.outcomes]) };
};

const installing: Work = async (fleet, role) => {
  const connection = connectionOf(fleet, role);
  const plan = await planInstallation({ connection });
  const report = await installPatches({ connection }, plan);
  return { objectId: connection.objectId, told: JSON.stringify([plan.notes, report.outcomes]) };
};

const switching: Work = async (fleet, role) => {
  const connection = connectionOf(fleet, role);
  const plan = await planPatchMode({ connection }, { patchedBy: "Platform" });
  const report = await setPatchMode({ connection }, plan);
  return { objectId: connection.objectId, told: JSON.stringify([plan.notes, report.outcomes]) };
};

async function machine(): Promise<Fleet> {
  const fleet = await fleetOf({ linux: {} });
  await fleet.owner.wait(600);
  return fleet;
}

function roleOf(actions: readonly string[]): RoleTemplate {
  return { ...patchOperatorRole(), permission: permission({ actions: [...actions] }) };
}

const compute = "Microsoft.Compute/virtualMachines";

describe("What changing patches takes", () => {
  for (const [name, work, own] of [
    ["assessing", assessing, [`${compute}/assessPatches/action`]],
    ["installing", installing, [`${compute}/installPatches/action`]],
  ] as const) {
    it(`${name} does with the preset of the patch operator, and not without its own actions`, async () => {
      const { actions } = patchOperatorRole().permission;
      const whole = await work(await machine(), roleOf(actions));
      assert.match(whole.told, /"succeeded"/);
      const followed = "Microsoft.Compute/locations/operations/read";
      for (const action of [...own, `${compute}/instanceView/read`, followed]) {
        const { told } = await work(
          await machine(),
          roleOf(actions.filter((each) => each !== action)),
        );
        assert.match(told, new RegExp(`You lack the action ${action}`), action);
        assert.match(told, /rolePresets\.patchOperator grants it/, action);
      }
    });
  }

  it("switching takes the writing of machines, which takes joining what they are linked to", async () => {
    const reading = [
      `${compute}/read`,
      "Microsoft.Maintenance/maintenanceConfigurations/read",
      "Microsoft.Maintenance/configurationAssignments/read",
      "Microsoft.Compute/locations/operations/read",
      "Microsoft.Authorization/permissions/read",
    ];
    const join = "Microsoft.Network/networkInterfaces/join/action";
    const writing = [...reading, `${compute}/write`];
    const { told } = await switching(await machine(), roleOf([...writing, join]));
    assert.match(told, /"succeeded"/);
    const unlinked = await switching(await machine(), roleOf(writing));
    assert.match(
      unlinked.told,
      /You lack the action Microsoft.Network\/networkInterfaces\/join\/action at /,
    );
    const without = await switching(await machine(), roleOf(reading));
    assert.match(without.told, /You lack the action Microsoft.Compute\/virtualMachines\/write/);
  });
});
