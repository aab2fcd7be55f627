import type { OperatingSystem } from "./guest-patching";
import { type ImageReference, supportsPlatformPatching } from "./images";
import { systemOfImage } from "./site-recovery-systems";

/** The family of a marketplace image's system, by the lists that Azure patches and replicates; `undefined` for one that is on none. */
export function operatingSystemOfImage(image: ImageReference): OperatingSystem | undefined {
  if (/^microsoftwindows/i.test(image.publisher) || supportsPlatformPatching(image, "Windows")) {
    return "Windows";
  }
  return supportsPlatformPatching(image, "Linux") || systemOfImage(image) !== undefined
    ? "Linux"
    : undefined;
}
