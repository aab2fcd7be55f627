import assert from "node:assert/strict";
import { format } from "prettier";
import { programText } from "../../tools/program-text";
import { type Program, ref, resource, withArgs, without, withProperty } from "./program";

const group = resource("resources:ResourceGroup", "my-group", { location: "westeurope" });
const account = resource("automation:AutomationAccount", "automation", {
  resourceGroupName: ref("my-group", "name"),
  identity: { type: "SystemAssigned" },
  sku: { name: "Basic" },
});
const program: Program = [
  resource(
    "azure-evergreen:index:AutomationRunbook",
    "2nd run",
    { automationAccountId: ref("automation"), owner: ref("automation", "identity.principalId") },
    { dependsOn: ["my-group"] },
  ),
  group,
  account,
];

const show = (each: Program, before?: Program): Promise<string> =>
  format(programText(each, before), { parser: "typescript", printWidth: 100 });

describe("a program as text", () => {
  it("imports by service, declares before use and reads nested outputs", async () => {
    assert.equal(
      await show(program),
      `import * as automation from "@pulumi/azure-native/automation";
import * as resources from "@pulumi/azure-native/resources";
import { AutomationRunbook } from "azure-evergreen/resources";

const myGroup = new resources.ResourceGroup("my-group", { location: "westeurope" });

const automationAutomationAccount = new automation.AutomationAccount("automation", {
  resourceGroupName: myGroup.name,
  identity: { type: "SystemAssigned" },
  sku: { name: "Basic" },
});

const the2ndRun = new AutomationRunbook(
  "2nd run",
  {
    automationAccountId: automationAutomationAccount.id,
    owner: automationAutomationAccount.identity.apply((identity) => identity?.principalId ?? ""),
  },
  { dependsOn: [myGroup] },
);
`,
    );
  });

  it("says what is changed, added and left out", async () => {
    const small: Program = [group, account];
    const changed = withArgs(
      withProperty(withProperty(small, "automation", "sku", undefined), "my-group", "tags", {
        team: "fleet",
      }),
      "automation",
      { identity: { type: "None" } },
    );

    assert.equal(
      await show(changed, small),
      `import * as automation from "@pulumi/azure-native/automation";
import * as resources from "@pulumi/azure-native/resources";

const myGroup = new resources.ResourceGroup("my-group", {
  location: "westeurope",
  // Added.
  tags: { team: "fleet" },
});

const automationAutomationAccount = new automation.AutomationAccount("automation", {
  resourceGroupName: myGroup.name,
  identity: {
    // Was: "SystemAssigned"
    type: "None",
  },
  // Left out: sku: { name: "Basic" }
});
`,
    );
  });

  it("says which resource is left out or added", async () => {
    assert.equal(
      await show(without([group, account], "automation"), [group, account]),
      `import * as resources from "@pulumi/azure-native/resources";

const myGroup = new resources.ResourceGroup("my-group", { location: "westeurope" });

// Left out: the AutomationAccount "automation".
`,
    );
    assert.match(
      await show([group, account], [group]),
      /\n\/\/ Added\.\nconst automationAutomationAccount/,
    );
  });

  it("shows what Azure answers as a comment, where it differs", async () => {
    const text = await format(
      programText(withArgs([group], "my-group", { state: "Old" }), [group], ["state"]),
      { parser: "typescript", printWidth: 100 },
    );

    assert.match(
      text,
      /\n {2}location: "westeurope",\n {2}\/\/ Azure answers: state: "Old"\n\}\);\n$/,
    );
  });

  it("takes a password from the configuration", async () => {
    const machine = resource("compute:VirtualMachine", "win", {
      osProfile: { adminPassword: "a password" },
    });

    assert.equal(
      await show([machine]),
      `import * as pulumi from "@pulumi/pulumi";
import * as compute from "@pulumi/azure-native/compute";

const config = new pulumi.Config();

const win = new compute.VirtualMachine("win", {
  osProfile: { adminPassword: config.requireSecret("adminPassword") },
});
`,
    );
  });
});
