import { platformImages } from "../../azure/images";
import type { JsonObject } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { normalizeRegion } from "../../azure/regions";
import { requireKnownLocation } from "../resource-manager/locations";
import { subscriptionPath } from "../resource-manager/path-template";
import { examples } from "./compute-work";

const own = `${examples}/virtualMachineImageExamples`;
const publishers = subscriptionPath("Microsoft.Compute/locations/{location}/publishers");
const offers = `${publishers}/{publisherName}/artifacttypes/vmimage/offers`;
const skus = `${offers}/{offer}/skus`;
const versions = `${skus}/{skus}/versions`;
const locations = "Microsoft.Compute/locations";

/**
 * Marketplace images, in every region: those that Azure patches by itself, each in one version. Lists
 * are plain arrays. The images of machines are not held to them: Azure has thousands more.
 */
export const imageOperations: Operation[] = [
  list("ListPublishers", publishers, `${locations}/publishers/read`, "publisher"),
  list("ListOffers", offers, `${locations}/publishers/artifacttypes/offers/read`, "offer"),
  list("ListSkus", skus, `${locations}/publishers/artifacttypes/offers/skus/read`, "sku"),
  {
    id: "VirtualMachineImages_List",
    method: "GET",
    path: versions,
    action: `${locations}/publishers/artifacttypes/offers/skus/versions/read`,
    witness: `${own}/VirtualMachineImage_List_MaximumSet_Gen.json`,
    handle: (call) => {
      requireImages(call);
      const top = Number(call.query.$top ?? "1");
      const version = call.assumptions.marketplaceImageVersion;
      return { status: 200, body: top < 1 ? [] : [entry(call, version)] };
    },
  },
  {
    id: "VirtualMachineImages_Get",
    method: "GET",
    path: `${versions}/{version}`,
    action: `${locations}/publishers/artifacttypes/offers/skus/versions/read`,
    witness: `${own}/VirtualMachineImage_Get_MaximumSet_Gen.json`,
    handle: (call) => {
      const [image] = requireImages(call);
      const version = call.assumptions.marketplaceImageVersion;
      const asked = (call.parameters.version ?? "").toLowerCase();
      if (asked !== version && asked !== "latest") {
        throw imageNotFound();
      }
      const parent = call.path.slice(0, call.path.lastIndexOf("/"));
      return {
        status: 200,
        body: {
          ...entry({ ...call, path: parent }, version),
          properties: {
            osDiskImage: { operatingSystem: image?.operatingSystem },
            dataDiskImages: [],
            automaticOSUpgradeProperties: { automaticOSUpgradeSupported: false },
            hyperVGeneration: isSecondGeneration(image?.sku ?? "") ? "V2" : "V1",
            architecture: "x64",
            disallowed: { vmDiskType: "None" },
            features: [],
          },
        },
      };
    },
  },
];

type Word = "publisher" | "offer" | "sku";

function list(name: string, path: string, action: string, word: Word): Operation {
  return {
    id: `VirtualMachineImages_${name}`,
    method: "GET",
    path,
    action,
    witness: `${own}/VirtualMachineImage_${name}_MaximumSet_Gen.json`,
    handle: (call) => {
      const names = new Map<string, string>();
      for (const image of requireImages(call)) {
        names.set(image[word].toLowerCase(), names.get(image[word].toLowerCase()) ?? image[word]);
      }
      return { status: 200, body: [...names.values()].sort().map((found) => entry(call, found)) };
    },
  };
}

/** The images of the publisher, offer and SKU that a path names. Text on a publisher: Azure/azure-cli issue 6622. */
function requireImages(call: Call): ReturnType<typeof platformImages> {
  const { location = "", publisherName, offer, skus: sku } = call.parameters;
  requireKnownLocation(location, "locations/publishers");
  const same = (wanted: string | undefined, word: string): boolean =>
    wanted === undefined || wanted.toLowerCase() === word.toLowerCase();
  const published = platformImages().filter(({ publisher }) => same(publisherName, publisher));
  if (published.length === 0) {
    throw new ArmError(404, "NotFound", `Publisher: ${publisherName ?? ""} was not found.`);
  }
  const found = published.filter((image) => same(offer, image.offer) && same(sku, image.sku));
  if (found.length === 0) {
    throw imageNotFound();
  }
  return found;
}

/** Text: Azure/vagrant-azure issue 147. */
function imageNotFound(): ArmError {
  return new ArmError(404, "NotFound", "Artifact: VMImage was not found.");
}

function entry(call: Pick<Call, "path" | "parameters">, name: string): JsonObject {
  return {
    id: `${call.path}/${name}`,
    name,
    location: normalizeRegion(call.parameters.location ?? ""),
  };
}

/** Publishers name their images of generation 2 so, or offer no others. */
function isSecondGeneration(sku: string): boolean {
  return /gen2|-g2|azure-edition/i.test(sku);
}
