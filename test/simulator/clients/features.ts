/* A preview feature from asking to registered: `@azure/arm-features`. */
import { FeatureClient } from "@azure/arm-features";
import { setTimeout } from "node:timers/promises";
import { clientOptions, endpoint, secretCredential, show, subscriptionId } from "./set-up";

show(async () => {
  const client = new FeatureClient(secretCredential(), subscriptionId, {
    ...clientOptions,
    $host: endpoint,
  });
  const feature = ["Microsoft.Compute", "InGuestAutoPatchVMPreview"] as const;
  const before = await client.features.get(...feature);
  const asked = await client.features.register(...feature);
  let now = await client.features.get(...feature);
  while (now.properties?.state === "Registering") {
    await setTimeout(50);
    now = await client.features.get(...feature);
  }
  const gone = await client.features.unregister(...feature);
  return [before, asked, now, gone].map(({ properties }) => properties?.state);
});
