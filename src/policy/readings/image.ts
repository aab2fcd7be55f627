import type { ImageReference } from "../../azure/images";
import type { DeclaredResource } from "../model/declared-resource";

/** Where a machine's image is named. */
export const imagePath = "storageProfile.imageReference";

/** The marketplace image of a machine; `undefined` for an image of one's own, or a disk that is attached. */
export function imageOf({ inputs }: DeclaredResource): ImageReference | undefined {
  const image = inputs.object(imagePath);
  const [publisher, offer, sku] = ["publisher", "offer", "sku"].map((each) => image?.text(each));
  if (publisher === undefined || offer === undefined || sku === undefined) {
    return undefined;
  }
  const version = image?.text("version");
  return { publisher, offer, sku, ...(version !== undefined && { version }) };
}
