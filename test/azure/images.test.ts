import assert from "node:assert/strict";
import fc from "fast-check";
import catalogue from "../../src/azure/data/guest-patch-images.json";
import { InvalidInputError } from "../../src/azure/finding";
import {
  hotpatchImageFindings,
  imageSystemFindings,
  imageUrnFindings,
  isRedHat,
  matchesPreviewCatalogue,
  nearestPlatformImages,
  parseImageUrn,
  platformImageFindings,
  supportsHotpatching,
  supportsPlatformPatching,
  supportsUpdateManager,
  urnOf,
  type ImageReference,
} from "../../src/azure/images";
import { told } from "./told";

const imagesOf = (rows: typeof catalogue.windows): ImageReference[] =>
  rows.flatMap(({ publisher, offer, skus }) => skus.map((sku) => ({ publisher, offer, sku })));
const windows = imagesOf(catalogue.windows);
const linux = imagesOf(catalogue.linux);
const hotpatchable = imagesOf(catalogue.hotpatchable);

describe("image as one text", () => {
  it("reads publisher, offer, SKU and an optional version", () => {
    assert.deepEqual(parseImageUrn("Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2"), {
      publisher: "Canonical",
      offer: "0001-com-ubuntu-server-jammy",
      sku: "22_04-lts-gen2",
    });
    assert.deepEqual(parseImageUrn("Redhat:RHEL:7.8:7.8.2021051701"), {
      publisher: "Redhat",
      offer: "RHEL",
      sku: "7.8",
      version: "7.8.2021051701",
    });
  });

  it("refuses anything else", () => {
    for (const urn of ["", "Canonical", "a:b", "a:b:c:d:e", "a::c", "a:b:", ":b:c", "a:b:c d"]) {
      assert.deepEqual(told(imageUrnFindings(urn, "image")), [
        `error image: "${urn}" is not an image: it must read publisher:offer:sku or publisher:offer:sku:version. Write it as "az vm image list" prints it, for example "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest". [EVG-IMAGE-001]`,
      ]);
    }
    assert.throws(
      () => parseImageUrn("Ubuntu2204", "machine.image"),
      new InvalidInputError("The image", imageUrnFindings("Ubuntu2204", "machine.image")),
    );
  });

  it("is what it was made from", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[\w.-]+$/), { minLength: 3, maxLength: 4 }),
        (words) => {
          assert.equal(urnOf(parseImageUrn(words.join(":"))), words.join(":"));
        },
      ),
    );
  });
});

describe("images that the platform patches", () => {
  it("are 44 of Windows, 111 of Linux, and 8 that take patches without a reboot", () => {
    assert.equal(windows.length, 44);
    assert.equal(linux.length, 111);
    assert.equal(hotpatchable.length, 8);
    assert.equal(new Set([...windows, ...linux].map((i) => urnOf(i).toLowerCase())).size, 155);
  });

  it("are matched whole, under their own operating system", () => {
    for (const image of windows) {
      assert.equal(supportsPlatformPatching(image), true, urnOf(image));
      assert.equal(supportsPlatformPatching(image, "Windows"), true, urnOf(image));
      assert.equal(supportsPlatformPatching(image, "Linux"), false, urnOf(image));
    }
    for (const image of linux) {
      assert.equal(supportsPlatformPatching(image), true, urnOf(image));
      assert.equal(supportsPlatformPatching(image, "Linux"), true, urnOf(image));
      assert.equal(supportsPlatformPatching(image, "Windows"), false, urnOf(image));
    }
  });

  it("are matched without case, whatever the version", () => {
    const letters = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(
        fc.constantFrom(...windows, ...linux),
        letters,
        fc.option(fc.string(), { nil: undefined }),
        (image, raised, version) => {
          const inAnyCase = (word: string) =>
            word.replaceAll(/./g, (letter) =>
              raised.next().value === true ? letter.toUpperCase() : letter.toLowerCase(),
            );
          const written = {
            publisher: inAnyCase(image.publisher),
            offer: inAnyCase(image.offer),
            sku: inAnyCase(image.sku),
            version,
          };
          assert.equal(supportsPlatformPatching(written), true);
          assert.equal(supportsHotpatching(written), supportsHotpatching(image));
          assert.equal(supportsUpdateManager(written), true);
          assert.equal(matchesPreviewCatalogue(written), matchesPreviewCatalogue(image));
          assert.equal(isRedHat(written), isRedHat(image));
        },
      ),
    );
  });

  it("do not include what only looks alike", () => {
    const urns = [
      "MicrosoftCblMariner:azure-linux-3:azure-linux-3",
      "MicrosoftCblMariner:cbl-mariner:cbl-mariner-1-gen2",
      "Redhat:RHEL:8_8-gen2",
      "Redhat:RHEL:9_4-gen2",
      "Redhat:RHEL:8.8",
      "Redhat:RHEL:7.x",
      "Canonical:0001-com-ubuntu-pro-jammy:pro-22_04-lts",
      "MicrosoftWindowsServer:WindowsServer:2012-Datacenter",
      "SUSE:sles-15-sp5:gen2",
      "Debian:debian-12:12-gen2",
      "Canonical:UbuntuServer:18.04-LTS ",
    ];
    for (const urn of urns) {
      const [publisher = "", offer = "", sku = ""] = urn.split(":");
      assert.equal(supportsPlatformPatching({ publisher, offer, sku }), false, urn);
    }
  });

  it("include every image that takes patches without a reboot", () => {
    for (const image of hotpatchable) {
      assert.equal(supportsHotpatching(image), true, urnOf(image));
      assert.equal(supportsPlatformPatching(image, "Windows"), true, urnOf(image));
    }
    assert.equal(
      supportsHotpatching(parseImageUrn("MicrosoftWindowsServer:WindowsServer:2022-datacenter")),
      false,
    );
  });
});

describe("image that the platform does not patch", () => {
  const findings = (urn: string) => told(platformImageFindings(parseImageUrn(urn), "image"));

  it("is refused, and the nearest that it does are named", () => {
    assert.deepEqual(findings("RedHat:RHEL:9_5:latest"), [
      'error image: "RedHat:RHEL:9_5:latest" is not among the images that Azure patches by itself. Use the nearest that are, "Redhat:RHEL:9_4", "Redhat:RHEL:9_3", "Redhat:RHEL:9_2", or let a schedule or the operating system patch the machine. [EVG-IMAGE-002]',
    ]);
    assert.deepEqual(findings("SUSE:sles-15-sp6:gen2"), [
      'error image: "SUSE:sles-15-sp6:gen2" is not among the images that Azure patches by itself. Use the nearest that are, "SUSE:sles-15-sp2:gen2", "SUSE:sles-15-sp2:gen1", "SUSE:sles-12-sp5:gen2", or let a schedule or the operating system patch the machine. [EVG-IMAGE-002]',
    ]);
  });

  it("of a publisher without any is refused without a guess", () => {
    assert.deepEqual(findings("Debian:debian-12:12-gen2"), [
      'error image: "Debian:debian-12:12-gen2" is not among the images that Azure patches by itself. No image of publisher "Debian" is: use another publisher\'s, or let a schedule or the operating system patch the machine. [EVG-IMAGE-002]',
    ]);
    assert.deepEqual(nearestPlatformImages(parseImageUrn("Debian:debian-12:12-gen2")), []);
  });

  it("of a publisher mistyped by up to two letters is taken for that publisher's", () => {
    const nearestOf = (publisher: string) =>
      nearestPlatformImages({ publisher, offer: "UbuntuServer", sku: "18.04-LTS" }, 1).map(urnOf);
    assert.deepEqual(nearestOf("Cannonical"), ["Canonical:UbuntuServer:18.04-LTS"]);
    assert.deepEqual(nearestOf("Cannonicall"), ["Canonical:UbuntuServer:18.04-LTS"]);
    assert.deepEqual(nearestOf("Cannonicalll"), []);
  });

  it("has nothing to be told about one that it does", () => {
    assert.deepEqual(findings("Canonical:UbuntuServer:18.04-lts"), []);
  });

  it("gets only supported images named, as many as asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...windows, ...linux),
        fc.stringMatching(/^[a-z0-9_.-]{0,12}$/),
        fc.integer({ min: 0, max: 6 }),
        (image, sku, count) => {
          const nearest = nearestPlatformImages({ ...image, sku }, count);
          assert.equal(
            nearest.every((candidate) => supportsPlatformPatching(candidate)),
            true,
          );
          assert.equal(nearest.length <= count, true);
          assert.equal(new Set(nearest.map(urnOf)).size, nearest.length);
        },
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...windows, ...linux), (image) => {
        assert.deepEqual(nearestPlatformImages(image, 1), [image]);
      }),
    );
  });
});

describe("the operating system of an image", () => {
  it("is refused when it is the other one, in any case", () => {
    const server = parseImageUrn("microsoftwindowsserver:WindowsServer:2022-datacenter:latest");
    assert.deepEqual(told(imageSystemFindings(server, "Linux", "image")), [
      'error image: "microsoftwindowsserver:WindowsServer:2022-datacenter:latest" is an image of Windows, and the machine\'s settings are those of Linux. Use an image of Linux, or a WindowsVirtualMachine. [EVG-IMAGE-005]',
    ]);
    for (const image of windows) {
      assert.deepEqual(imageSystemFindings(image, "Windows", "image"), []);
      assert.equal(imageSystemFindings(image, "Linux", "image").length, 1);
    }
    for (const image of linux) {
      assert.deepEqual(imageSystemFindings(image, "Linux", "image"), []);
      assert.equal(imageSystemFindings(image, "Windows", "image").length, 1);
    }
  });

  it("is not known of any other image", () => {
    const own = parseImageUrn("kinvolk:flatcar:stable");
    assert.deepEqual(imageSystemFindings(own, "Windows", "image"), []);
    assert.deepEqual(imageSystemFindings(own, "Linux", "image"), []);
  });
});

describe("hotpatching", () => {
  it("is refused for an image that cannot", () => {
    const image = parseImageUrn("MicrosoftWindowsServer:WindowsServer:2019-Datacenter");
    assert.deepEqual(told(hotpatchImageFindings(image, "image")), [
      'error image: "MicrosoftWindowsServer:WindowsServer:2019-Datacenter" cannot be patched without a reboot. Use one of the SKUs of MicrosoftWindowsServer:WindowsServer that can, "2025-datacenter-azure-edition", "2025-datacenter-azure-edition-core", "2025-datacenter-azure-edition-smalldisk", "2025-datacenter-azure-edition-core-smalldisk", "2022-datacenter-azure-edition-core-smalldisk", "2022-datacenter-azure-edition-core", "2022-datacenter-azure-edition-hotpatch", "2022-datacenter-azure-edition-hotpatch-smalldisk", or switch hotpatching off. [EVG-IMAGE-003]',
    ]);
  });

  it("is taken for one that can", () => {
    const urn = "microsoftwindowsserver:windowsserver:2022-Datacenter-Azure-Edition-Core:latest";
    assert.deepEqual(hotpatchImageFindings(parseImageUrn(urn), "image"), []);
  });
});
