import assert from "node:assert/strict";
import {
  extensionFindings,
  extensionHandler,
  extensionHandlerFindings,
  isReservedExtension,
} from "../../src/azure/vm-extension";
import { told } from "./told";

describe("extensions of virtual machines", () => {
  it("are handled by what publisher and type name", () => {
    assert.equal(
      extensionHandler("Microsoft.Azure.Extensions", "CustomScript"),
      "Microsoft.Azure.Extensions.CustomScript",
    );
  });

  it("are reserved for the platform where they patch", () => {
    assert.equal(isReservedExtension("Microsoft.CPlat.Core", "LinuxPatchExtension"), true);
    assert.equal(isReservedExtension("microsoft.cplat.core", "WINDOWSPATCHEXTENSION"), true);
    assert.equal(isReservedExtension("Microsoft.CPlat.Core", "RunCommandLinux"), false);
  });

  it("are left to the platform where it brings them", () => {
    const find = (publisher: string, type: string) =>
      told(extensionFindings({ publisher, type, typeHandlerVersion: "1.0" }, "extensions.a"));
    const left = (handler: string, platform: string) => [
      `error extensions.a.type: ${handler} is brought to machines by ${platform}, which looks after it. Leave the extension out. [EVG-EXTENSION-001]`,
    ];
    const backup = "Microsoft.Azure.RecoveryServices";

    assert.deepEqual(find("Microsoft.Azure.Extensions", "CustomScript"), []);
    assert.deepEqual(
      find("Microsoft.CPlat.Core", "LinuxPatchExtension"),
      left("Microsoft.CPlat.Core.LinuxPatchExtension", "guest patching"),
    );
    assert.deepEqual(
      find(backup, "VMSnapshotLinux"),
      left(`${backup}.VMSnapshotLinux`, "Azure Backup"),
    );
    for (const publisher of [`${backup}.SiteRecovery`, `${backup}.SiteRecovery2`]) {
      assert.deepEqual(
        find(publisher, "LinuxRHEL9"),
        left(`${publisher}.LinuxRHEL9`, "Site Recovery"),
      );
    }
  });

  it("have a version that Azure can read, and one for each handler", () => {
    const extension = { publisher: "Fleet", type: "Agent" };
    for (const typeHandlerVersion of ["1.0", "2.10", "1.2.3.4"]) {
      assert.deepEqual(extensionFindings({ ...extension, typeHandlerVersion }, "extensions.a"), []);
    }
    assert.deepEqual(
      told(extensionFindings({ ...extension, typeHandlerVersion: "latest" }, "extensions.a")),
      [
        'error extensions.a.typeHandlerVersion: "latest" is not the version of an extension. Give major and minor number, for example "1.0", as "az vm extension image list" prints them. [EVG-EXTENSION-002]',
      ],
    );
    const script = { publisher: "Microsoft.Azure.Extensions", type: "CustomScript" };
    assert.deepEqual(
      told(
        extensionHandlerFindings(
          { a: extension, b: { publisher: "fleet", type: "agent" }, c: script },
          { "Microsoft.Azure.Extensions.CustomScript": "the one that masks PackageKit" },
          "extensions",
        ),
      ),
      [
        'error extensions.b.type: A machine has one extension of fleet.agent, and the extension "a" is one. Do the work of both in one. [EVG-EXTENSION-003]',
        "error extensions.c.type: A machine has one extension of Microsoft.Azure.Extensions.CustomScript, and the one that masks PackageKit is one. Do the work of both in one. [EVG-EXTENSION-003]",
      ],
    );
  });
});
