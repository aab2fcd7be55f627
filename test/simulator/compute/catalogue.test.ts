import assert from "node:assert/strict";
import { machineSizes } from "../../../src/azure/machine-sizes";
import { callerOf, errorOf, newAzure, subscription } from "../caller";
import { machine, machineBody, send, withNetwork } from "./small-estate";

const provider = `${subscription}/providers/Microsoft.Compute`;
const publishers = `${provider}/locations/westeurope/publishers`;
const offers = `${publishers}/Canonical/artifacttypes/vmimage/offers`;
const skus = `${offers}/0001-com-ubuntu-server-jammy/skus`;
const versions = `${skus}/22_04-lts-gen2/versions`;
const version = "api-version=2024-11-01";

const get = (path: string, query = ""): Promise<{ status: number; body?: unknown }> =>
  callerOf(newAzure(), "Reader").send("GET", `${path}?${version}${query}`);

const names = async (path: string): Promise<string[]> =>
  ((await get(path)).body as { name: string }[]).map(({ name }) => name);

describe("marketplace images of the simulated Azure", () => {
  it("are listed by publisher, offer, SKU and version, as plain arrays", async () => {
    assert.ok((await names(publishers)).includes("MicrosoftWindowsServer"));
    assert.ok((await names(offers)).includes("0001-com-ubuntu-server-jammy"));
    assert.ok((await names(skus)).includes("22_04-lts-gen2"));
    assert.deepEqual((await get(versions, "&$top=1&$orderby=name%20desc")).body, [
      { id: `${versions}/1.0.0`, name: "1.0.0", location: "westeurope" },
    ]);
    assert.deepEqual((await get(versions, "&$top=0")).body, []);
    // Words of any case, and each name once.
    const lower = `${publishers}/microsoftwindowsserver/artifacttypes/vmimage/offers`;
    assert.deepEqual(
      (await names(lower)).filter((name) => name === "WindowsServer"),
      ["WindowsServer"],
    );
  });

  it("tell their operating system", async () => {
    const linux = await get(`${versions}/latest`);
    assert.deepEqual(linux.body, {
      id: `${versions}/1.0.0`,
      name: "1.0.0",
      location: "westeurope",
      properties: {
        osDiskImage: { operatingSystem: "Linux" },
        dataDiskImages: [],
        automaticOSUpgradeProperties: { automaticOSUpgradeSupported: false },
        hyperVGeneration: "V2",
        architecture: "x64",
        disallowed: { vmDiskType: "None" },
        features: [],
      },
    });
    const windows = `${publishers}/MicrosoftWindowsServer/artifacttypes/vmimage/offers/WindowsServer/skus/2019-Datacenter/versions/1.0.0`;
    const { properties } = (await get(windows)).body as { properties: Record<string, unknown> };
    assert.deepEqual(
      [properties.osDiskImage, properties.hyperVGeneration],
      [{ operatingSystem: "Windows" }, "V1"],
    );
  });

  it("are not found in Azure's words, and read by one who may", async () => {
    const azure = newAzure({ assumptions: { marketplaceImageVersion: "22.04.202601010" } });
    const reader = callerOf(azure, "Reader");
    const refused = async (path: string): Promise<unknown> => {
      const { status, code, message } = errorOf(await reader.send("GET", `${path}?${version}`));
      return [status, code, message];
    };
    const image = [404, "NotFound", "Artifact: VMImage was not found."];
    assert.deepEqual(await refused(`${publishers}/Nobody/artifacttypes/vmimage/offers`), [
      404,
      "NotFound",
      "Publisher: Nobody was not found.",
    ]);
    assert.deepEqual(await refused(`${offers}/nothing/skus`), image);
    assert.deepEqual(await refused(`${versions}/1.0.0`), image);
    assert.equal((await reader.send("GET", `${versions}/22.04.202601010?${version}`)).status, 200);
    assert.deepEqual(
      ((await refused(publishers.replace("westeurope", "atlantis"))) as unknown[])[1],
      "LocationNotAvailableForResourceType",
    );
    const stranger = callerOf(azure, "Backup Operator");
    assert.match(
      errorOf(await stranger.send("GET", `${versions}?${version}`)).message,
      /'Microsoft.Compute\/locations\/publishers\/artifacttypes\/offers\/skus\/versions\/read'/,
    );
  });
});

describe("sizes and SKUs of the simulated Azure", () => {
  it("are listed for a location and for a machine", async () => {
    const { value } = (await get(`${provider}/locations/westeurope/vmSizes`)).body as {
      value: { name: string }[];
    };
    assert.deepEqual(
      value.map(({ name }) => name),
      machineSizes.map(({ name }) => name),
    );
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    const sizes = await owner.send("GET", `${machine}/vmSizes?${version}`);
    assert.deepEqual((sizes.body as { value: unknown }).value, value);
  });

  it("tell where they are, in which zones, and what they can do", async () => {
    const list = async (filter: string): Promise<Record<string, unknown>[]> => {
      const { body } = await callerOf(newAzure(), "Reader").send(
        "GET",
        `${provider}/skus?api-version=2021-07-01${filter}`,
      );
      return (body as { value: Record<string, unknown>[] }).value;
    };
    const here = await list("&$filter=location%20eq%20'westeurope'");
    assert.deepEqual(here[1], {
      resourceType: "availabilitySets",
      name: "Aligned",
      locations: ["westeurope"],
      locationInfo: [{ location: "westeurope", zones: [], zoneDetails: [] }],
      capabilities: [{ name: "MaximumPlatformFaultDomainCount", value: "3" }],
      restrictions: [],
    });
    assert.deepEqual(
      here.find(({ name }) => name === "Standard_D2s_v5"),
      {
        resourceType: "virtualMachines",
        name: "Standard_D2s_v5",
        tier: "Standard",
        size: "D2s_v5",
        family: "standardDSv5Family",
        locations: ["westeurope"],
        locationInfo: [{ location: "westeurope", zones: ["1", "2", "3"], zoneDetails: [] }],
        capabilities: [
          { name: "MaxResourceVolumeMB", value: "0" },
          { name: "OSVhdSizeMB", value: "1047552" },
          { name: "vCPUs", value: "2" },
          { name: "HyperVGenerations", value: "V1,V2" },
          { name: "MemoryGB", value: "8" },
          { name: "MaxDataDiskCount", value: "4" },
          { name: "CpuArchitectureType", value: "x64" },
          { name: "PremiumIO", value: "True" },
          { name: "vCPUsAvailable", value: "2" },
        ],
        restrictions: [],
      },
    );
    assert.ok((await list("")).length > here.length * 10);
    assert.deepEqual(await list("&$filter=location%20eq%20'atlantis'"), []);
  });
});
