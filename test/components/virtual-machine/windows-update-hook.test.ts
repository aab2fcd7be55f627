import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  refuseImpossibleChange,
  windowsUpdateHooks,
} from "../../../src/components/virtual-machine/windows-update-hook";

interface Settings {
  readonly enableAutomaticUpdates?: boolean;
  readonly patchMode?: string;
}

function inputsWith(settings: Settings | undefined) {
  if (settings === undefined) {
    return {};
  }
  const { enableAutomaticUpdates, patchMode } = settings;
  const windowsConfiguration = { enableAutomaticUpdates, patchSettings: { patchMode } };
  // As the engine hands it over: a profile with a password in it is a secret.
  return { osProfile: pulumi.secret({ adminPassword: "secret", windowsConfiguration }) };
}

async function refusal(before: Settings | undefined, after: Settings): Promise<string> {
  try {
    await refuseImpossibleChange({
      name: "files-vm",
      oldInputs: inputsWith(before),
      newInputs: inputsWith(after),
    });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const on = { enableAutomaticUpdates: true };
const off = { enableAutomaticUpdates: false };

describe("Windows update hook", () => {
  it("lets a machine go between the modes that its flag allows", async () => {
    for (const [before, after] of [
      [
        { ...on, patchMode: "AutomaticByPlatform" },
        { ...on, patchMode: "AutomaticByOS" },
      ],
      [
        { ...on, patchMode: "AutomaticByOS" },
        { ...on, patchMode: "AutomaticByPlatform" },
      ],
      [
        { ...off, patchMode: "Manual" },
        { ...off, patchMode: "AutomaticByPlatform" },
      ],
      [
        { ...off, patchMode: "AutomaticByPlatform" },
        { ...off, patchMode: "Manual" },
      ],
      [undefined, { ...on, patchMode: "AutomaticByPlatform" }],
    ] as const) {
      assert.equal(await refusal(before, after), "");
    }
  });

  it("refuses a change of the flag, which Azure takes at creation alone", async () => {
    assert.equal(
      await refusal({ ...on, patchMode: "AutomaticByPlatform" }, { ...off, patchMode: "Manual" }),
      [
        'The virtual machine "files-vm" has 1 problem:',
        "  - patchSettings.enableAutomaticUpdates: enableAutomaticUpdates cannot change from true to false: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at true, or replace the machine on purpose. [EVG-PATCH-014]",
      ].join("\n"),
    );
    assert.equal(
      await refusal({ ...off, patchMode: "Manual" }, { patchMode: "AutomaticByOS" }),
      [
        'The virtual machine "files-vm" has 1 problem:',
        "  - patchSettings.enableAutomaticUpdates: enableAutomaticUpdates cannot change from false to true: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at false, or replace the machine on purpose. [EVG-PATCH-014]",
      ].join("\n"),
    );
  });

  it("refuses a way between modes that Azure has not", async () => {
    assert.equal(
      await refusal({ ...off, patchMode: "AutomaticByOS" }, { ...off, patchMode: "Manual" }),
      [
        'The virtual machine "files-vm" has 1 problem:',
        '  - patchSettings.patchMode: The patch mode of a Windows machine with enableAutomaticUpdates false cannot change from "AutomaticByOS" to "Manual". Change to "AutomaticByPlatform" first. [EVG-PATCH-013]',
      ].join("\n"),
    );
  });

  it("judges nothing that is unknown", async () => {
    await refuseImpossibleChange({
      name: "files-vm",
      oldInputs: inputsWith({ ...on, patchMode: "AutomaticByOS" }),
      newInputs: { osProfile: pulumi.unknown },
    });
  });

  it("is not there where no engine is", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });

    assert.equal(windowsUpdateHooks(), undefined);
  });
});
