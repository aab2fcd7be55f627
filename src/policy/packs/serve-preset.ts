import { packageVersion } from "../../plugin/package-version";
import type { Preset } from "../pack/levels";
import { rules } from "../rules";
import { serveRules } from "../serve";

/** Makes this process the pack of a preset. */
export async function servePreset(preset: Preset): Promise<void> {
  await serveRules({
    name: preset === "baseline" ? "azure-evergreen" : `azure-evergreen-${preset}`,
    version: packageVersion(),
    rules,
    preset,
  });
}
