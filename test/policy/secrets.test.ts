import assert from "node:assert/strict";
import { rules } from "../../src/policy/rules";
import type { SecretMarks } from "../../src/plugin/secrets";
import { stackRule } from "../../src/policy/rule";
import { warningFinding } from "../../src/azure/finding";
import type { Said } from "./analyzer";
import { automationAccount, group, linuxMachine, mapping, vault, windowsMachine } from "./fixtures";
import {
  certificate,
  connection,
  inAccount,
  runAsAssets,
  variable,
  webhook,
} from "./fixtures-automation";
import { packOf, saidOf } from "./packs";
import { type Program, ref, resource, withArgs, withProperty } from "./program";

const canary = "Canary-in-a-coal-mine-7";

/** A program that breaks what it can, with a canary wherever a secret belongs. */
const program: Program = [
  group,
  ...withArgs([linuxMachine("linux")], "linux", {
    userData: canary,
    osProfile: { adminPassword: canary, customData: canary },
  }),
  ...withArgs([windowsMachine("windows")], "windows", {
    osProfile: { adminPassword: canary, customData: canary },
  }),
  ...withArgs([automationAccount], "account", { disableLocalAuth: false }),
  vault,
  mapping,
  ...withArgs([variable], "owner", { isEncrypted: false, value: canary }),
  ...withArgs([certificate], "certificate", { base64Value: `./${canary}` }),
  ...withArgs([connection], "connection", {
    connectionType: { name: "AzureServicePrincipal" },
    fieldDefinitionValues: { ApplicationId: canary },
  }),
  inAccount("Credential", "credential", {
    credentialName: "AzureRunAsCredential",
    userName: "operator",
    password: canary,
  }),
  ...withArgs([runAsAssets], "assets", { pfx: canary }),
  resource("azure-evergreen:index:AutomationRunbook", "runbook", {
    automationAccountId: ref("account"),
    runbookName: "tidy",
    runbookType: "PowerShell",
    content: `Get-AutomationConnection AzureRunAsConnection # ${canary}`,
  }),
  ...withArgs([webhook], "webhook", { uri: canary, parameters: { key: canary } }),
  resource("compute:VirtualMachineExtension", "script", {
    resourceGroupName: ref("group", "name"),
    vmName: "linux",
    vmExtensionName: "script",
    publisher: "Microsoft.Azure.Extensions",
    type: "CustomScript",
    typeHandlerVersion: "2.1",
    settings: { commandToExecute: canary },
    protectedSettings: { commandToExecute: canary },
  }),
];

/** Everything that the whole pack says, at a first preview and when all is known. */
async function everything(
  tried: Program,
  secrets: Readonly<Record<string, SecretMarks>> = {},
): Promise<Said[]> {
  const said = await Promise.all(
    (["preview", "up"] as const).map((mode) =>
      saidOf(packOf("strict", rules), tried, {}, { mode, secrets }),
    ),
  );
  return said.flat();
}

describe("secrets that a pack sees in clear", () => {
  it("stand in no report, marked as secret or not", async () => {
    const said = await everything(program);
    assert.ok(said.length > 10);
    assert.deepEqual(
      said.filter(({ message }) => message.includes(canary)),
      [],
    );
  });

  it("stand in no report where a message quotes the property that holds one", async () => {
    const path = "osProfile.linuxConfiguration.patchSettings.assessmentMode";
    const quoted = withProperty([group, linuxMachine()], "web", path, canary);
    const marks = {
      web: {
        osProfile: { linuxConfiguration: { patchSettings: { assessmentMode: true } } },
      },
    } as const;
    const ofRule = (said: readonly Said[]) =>
      said.filter(({ policy }) => policy === "EVG-PATCH-020").map(({ message }) => message);
    const fix = 'Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.';
    assert.deepEqual(ofRule(await everything(quoted)), [
      `${path}: It is "${canary}", so nobody looks for missing patches. ${fix}`,
      `${path}: It is "${canary}", so nobody looks for missing patches. ${fix}`,
    ]);
    assert.deepEqual(ofRule(await everything(quoted, marks)), [
      `${path}: It is "[secret]", so nobody looks for missing patches. ${fix}`,
      `${path}: It is "[secret]", so nobody looks for missing patches. ${fix}`,
    ]);
  });

  it("stay secret for a rule about the stack when Azure's answer leaves them out", () => {
    const telling = stackRule({
      id: "EVG-TRIED-001",
      title: "Tried",
      severity: "low",
      why: "Tried.",
      remediation: [],
      tags: [],
      references: [],
      types: ["Microsoft.Resources/resourceGroups"],
      findings: ({ inputs }) => [
        warningFinding(
          "EVG-TRIED-001",
          "managedBy",
          `It is ${inputs.text("managedBy") ?? ""}.`,
          "",
        ),
      ],
    });
    const pack = packOf("strict", [telling]);
    const about = {
      type: "azure-native:resources:ResourceGroup",
      urn: "urn:pulumi:dev::fleet::azure-native:resources:ResourceGroup::group",
      name: "group",
      providerProperties: {},
      parent: "",
      dependencies: [],
      propertyDependencies: {},
    };
    pack.analyze({ ...about, properties: { managedBy: canary }, secrets: { managedBy: true } });
    const said = pack.analyzeStack([{ ...about, properties: {}, secrets: {} }]);
    assert.deepEqual(
      said.map(({ message }) => message.trim()),
      ["managedBy: It is [secret]."],
    );
  });
});
