import assert from "node:assert/strict";
import { extensionHandler, isReservedExtension } from "../../src/azure/vm-extension";

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
});
