/*
 * A preview feature from asking to registered, and the provider that is registered again for it:
 * `@azure/arm-features`, `@azure/arm-resources`.
 */
import { FeatureClient } from "@azure/arm-features";
import { ResourceManagementClient } from "@azure/arm-resources";
import { clientOptions, endpoint, secretCredential, show, subscriptionId, until } from "./set-up";

show(async () => {
  const options = { ...clientOptions, $host: endpoint };
  const client = new FeatureClient(secretCredential(), subscriptionId, options);
  const { providers } = new ResourceManagementClient(secretCredential(), subscriptionId, options);
  const feature = ["Microsoft.Compute", "InGuestAutoPatchVMPreview"] as const;
  const before = await client.features.get(...feature);
  const asked = await client.features.register(...feature);
  const now = await until(
    () => client.features.get(...feature),
    ({ properties }) => properties?.state !== "Registering",
  );
  const again = await providers.register("Microsoft.Compute");
  const registered = await until(
    () => providers.get("Microsoft.Compute"),
    ({ registrationState }) => registrationState !== "Registering",
  );
  const gone = await client.features.unregister(...feature);
  return {
    feature: [before, asked, now, gone].map(({ properties }) => properties?.state),
    provider: [again.registrationState, registered.registrationState],
  };
});
