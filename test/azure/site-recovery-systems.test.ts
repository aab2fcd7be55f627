import assert from "node:assert/strict";
import {
  isReplicatedSystem,
  replicatedSystems,
  systemOfImage,
} from "../../src/azure/site-recovery-systems";

describe("operating systems that are replicated", () => {
  it("are told by the words of marketplace images", () => {
    const table: readonly (readonly [string, string, boolean])[] = [
      ["Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2", "ubuntu 22.04", true],
      ["Canonical:ubuntu-24_04-lts:server", "ubuntu 24.04", true],
      ["Canonical:UbuntuServer:18.04-LTS", "ubuntu 18.04", true],
      ["Canonical:0001-com-ubuntu-server-kinetic:22_10", "ubuntu 22.10", false],
      ["MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2", "windows server 2022", true],
      ["MicrosoftWindowsServer:WindowsServer:2012-R2-Datacenter", "windows server 2012-R2", true],
      ["MicrosoftWindowsServer:WindowsServer:2003-Datacenter", "windows server 2003", false],
      ["MicrosoftWindowsDesktop:windows-11:win11-23h2-pro", "windows 11", true],
      ["RedHat:RHEL:9_4", "rhel 9.4", true],
      ["RedHat:RHEL:8-lvm-gen2", "rhel 8", true],
      ["RedHat:RHEL:10_0", "rhel 10.0", false],
      ["Debian:debian-12:12-gen2", "debian 12", true],
      ["Debian:debian-13:13-gen2", "debian 13", false],
      ["SUSE:sles-15-sp5:gen2", "sles 15", true],
      ["Oracle:Oracle-Linux:ol88-lvm-gen2", "oracle linux 8.8", true],
    ];
    for (const [urn, words, supported] of table) {
      const [publisher = "", offer = "", sku = ""] = urn.split(":");
      const system = systemOfImage({ publisher, offer, sku });
      assert.ok(system !== undefined, urn);
      assert.equal(`${system.name} ${system.version}`, words, urn);
      assert.equal(isReplicatedSystem(system), supported, urn);
    }
  });

  it("are not told of images whose words say nothing", () => {
    const images = [
      "acme:linux:1",
      "constructor:linux:1",
      "Canonical:ubuntu-pro:server",
      "RedHat:cloud:9_4",
    ];
    for (const urn of images) {
      const [publisher = "", offer = "", sku = ""] = urn.split(":");
      assert.equal(systemOfImage({ publisher, offer, sku }), undefined, urn);
    }
  });

  it("have each version once", () => {
    for (const { name, versions } of replicatedSystems) {
      assert.equal(new Set(versions).size, versions.length, name);
    }
  });
});
