import assert from "node:assert/strict";
import { securityFindings, type SecuritySettings } from "../../src/azure/machine-security";
import { told } from "./told";

const find = (security: SecuritySettings, size = "Standard_D2s_v5") =>
  told(securityFindings(security, size, "security"));

describe("the security of a machine", () => {
  it("is Azure's where nothing is said, and can be Trusted Launch or confidential", () => {
    assert.deepEqual(find({}), []);
    assert.deepEqual(find({ secureBootEnabled: false, vTpmEnabled: false }), []);
    assert.deepEqual(find({ type: "TrustedLaunch", secureBootEnabled: false }), []);
    for (const size of ["Standard_DC2as_v5", "Standard_EC4ads_v5", "Standard_NCC40ads_H100_v5"]) {
      assert.deepEqual(find({ type: "ConfidentialVM" }, size), []);
    }
    assert.deepEqual(
      find(
        {
          type: "ConfidentialVM",
          confidentialDiskEncryption: "NonPersistedTPM",
          secureBootEnabled: false,
          vTpmEnabled: false,
        },
        "Standard_DC2as_v5",
      ),
      [],
    );
  });

  it("has secure boot, a virtual TPM and disk encryption where its type has them", () => {
    assert.deepEqual(
      find({
        secureBootEnabled: true,
        vTpmEnabled: true,
        confidentialDiskEncryption: "VMGuestStateOnly",
      }),
      [
        'error security.secureBootEnabled: secureBootEnabled is true, and a machine of type "Standard" has neither secure boot nor a virtual TPM. Set type to "TrustedLaunch", or leave it out. [EVG-SECURITY-001]',
        'error security.vTpmEnabled: vTpmEnabled is true, and a machine of type "Standard" has neither secure boot nor a virtual TPM. Set type to "TrustedLaunch", or leave it out. [EVG-SECURITY-001]',
        'error security.confidentialDiskEncryption: confidentialDiskEncryption is "VMGuestStateOnly", and the machine\'s type is "Standard". Set type to "ConfidentialVM", or leave confidentialDiskEncryption out. [EVG-SECURITY-005]',
      ],
    );
  });

  it("is confidential on sizes for it, with what its encryption needs", () => {
    assert.deepEqual(
      find({
        type: "ConfidentialVM",
        secureBootEnabled: false,
        vTpmEnabled: false,
        confidentialDiskEncryption: "DiskWithVMGuestState",
      }),
      [
        'error security.vTpmEnabled: A confidential machine whose disk encryption is "DiskWithVMGuestState" keeps its keys in the virtual TPM, and vTpmEnabled is false. Leave vTpmEnabled out. [EVG-SECURITY-002]',
        'error security.secureBootEnabled: A disk that is encrypted with "DiskWithVMGuestState" starts with secure boot alone, and secureBootEnabled is false. Leave secureBootEnabled out, or use "VMGuestStateOnly". [EVG-SECURITY-003]',
        'error security.type: A machine of size Standard_D2s_v5 cannot be confidential. Use a size of the DC or EC families, for example "Standard_DC2as_v5", or "TrustedLaunch". [EVG-SECURITY-004]',
      ],
    );
  });

  it("is Trusted Launch on sizes of generation 2 alone", () => {
    for (const size of ["Standard_A2_v2", "Standard_D2_v3", "Standard_D2"]) {
      assert.deepEqual(find({ type: "TrustedLaunch" }, size), [
        `error security.type: Trusted Launch needs machines of generation 2, and size ${size} has none. Use a size of generation 2. [EVG-SECURITY-006]`,
      ]);
    }
    assert.deepEqual(find({ type: "TrustedLaunch" }, "Standard_D2_v5"), []);
  });
});
