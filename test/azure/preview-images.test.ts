import assert from "node:assert/strict";
import catalogue from "../../src/azure/data/guest-patch-images.json";
import {
  isRedHat,
  matchesPreviewCatalogue,
  parseImageUrn,
  supportsPlatformPatching,
  urnOf,
} from "../../src/azure/images";

const today = [...catalogue.windows, ...catalogue.linux].flatMap(({ publisher, offer, skus }) =>
  skus.map((sku) => ({ publisher, offer, sku })),
);

describe("the preview of February 2021", () => {
  const rows: [string, string[]][] = [
    ["Canonical:UbuntuServer:18.04-LTS", ["Canonical:UbuntuServer:18.04-LTS"]],
    [
      "Redhat:RHEL:7.x",
      ["7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7_9"].map((sku) => `Redhat:RHEL:${sku}`),
    ],
    ...[
      "2012-R2-Datacenter",
      "2016-Datacenter",
      "2016-Datacenter-Server-Core",
      "2019-Datacenter",
      "2019-Datacenter-Core",
    ].map((sku): [string, string[]] => [
      `MicrosoftWindowsServer:WindowsServer:${sku}`,
      [`MicrosoftWindowsServer:WindowsServer:${sku}`],
    ]),
  ];
  for (const [row, urns] of rows) {
    it(`${row} is still patched by the platform`, () => {
      for (const urn of urns) {
        assert.equal(matchesPreviewCatalogue(parseImageUrn(urn)), true, urn);
        assert.equal(supportsPlatformPatching(parseImageUrn(urn)), true, urn);
      }
    });
  }

  it("holds those seven rows and nothing more of today's catalogue", () => {
    assert.deepEqual(
      today.filter(matchesPreviewCatalogue).map(urnOf).sort(),
      rows.flatMap(([, urns]) => urns).sort(),
    );
    for (const urn of ["Redhat:RHEL:8.1", "Redhat:RHEL:7-lvm", "Redhat:RHEL:7.x", "x:RHEL:7.2"]) {
      assert.equal(matchesPreviewCatalogue(parseImageUrn(urn)), false, urn);
    }
  });
});

describe("Red Hat Enterprise Linux", () => {
  it("is known by its publisher, also where it is hardened", () => {
    const redHat = [
      "redhat:rhel-byos:rhel-lvm92",
      "RedHat:RHEL:9-lvm-gen2",
      "Center-for-Internet-Security-Inc:cis-rhel:cis-redhat9-l1-gen2",
    ];
    for (const urn of redHat) {
      assert.equal(isRedHat(parseImageUrn(urn)), true, urn);
    }
    const others = [
      "Center-for-Internet-Security-Inc:cis-ubuntu:cis-ubuntulinux2204-l1-gen2",
      "Canonical:ubuntu-24_04-lts:server",
      "redhat2:RHEL:9_4",
    ];
    for (const urn of others) {
      assert.equal(isRedHat(parseImageUrn(urn)), false, urn);
    }
  });
});
