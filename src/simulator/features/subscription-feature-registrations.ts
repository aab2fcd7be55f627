import { asObject } from "../json";
import type { Call, Operation } from "../operation";
import { requireBody } from "../resource-manager/resource-write";
import { page } from "../resource-manager/paging";
import type { World } from "../world";
import { sameWord } from "./features";

const type = "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations";
const base = "/subscriptions/{subscriptionId}/providers/Microsoft.Features";
const list = `${base}/featureProviders/{providerNamespace}/subscriptionFeatureRegistrations`;
const witness =
  "Azure/azure-rest-api-specs Microsoft.Features 2021-07-01 SubscriptionFeatureRegistration; " +
  "pulumi/pulumi-azure-native issue 1722 (a feature always exists); " +
  "hashicorp/terraform-provider-azurerm pull request 12385 (Registered means in force)";

/** Feature registration as a resource, since 2021-07-01. */
export function featureRegistrationOperations(world: World): Operation[] {
  const listed = (namespace?: string): object[] =>
    world.features
      .all()
      .filter((f) => namespace === undefined || sameWord(f.providerNamespace, namespace))
      .map((f) => answer(world, f.providerNamespace, f.featureName));
  const operation = (
    id: string,
    method: Operation["method"],
    verb: "read" | "write" | "delete",
    handle: Operation["handle"],
  ): Operation => ({
    id: `SubscriptionFeatureRegistrations_${id}`,
    method,
    path: `${list}/{featureName}`,
    action: `${type}/${verb}`,
    witness,
    handle,
  });
  return [
    operation("Get", "GET", "read", (call) => {
      const { namespace, feature } = named(call);
      return { status: 200, body: answer(world, namespace, feature) };
    }),
    operation("CreateOrUpdate", "PUT", "write", (call) => {
      const { namespace, feature } = named(call);
      // The body may be left out.
      const sent = call.body === undefined ? {} : asObject(requireBody(call).properties);
      world.features.register(namespace, feature, { reachesProvider: true });
      return { status: 200, body: answer(world, namespace, feature, sent) };
    }),
    operation("Delete", "DELETE", "delete", (call) => {
      const { namespace, feature } = named(call);
      const registered = world.features.find(namespace, feature) !== undefined;
      world.features.unregister(namespace, feature);
      return { status: registered ? 200 : 204 };
    }),
    {
      id: "SubscriptionFeatureRegistrations_ListBySubscription",
      method: "GET",
      path: list,
      action: `${type}/read`,
      witness,
      handle: (call) => ({ status: 200, body: page(call, listed(named(call).namespace)) }),
    },
    {
      id: "SubscriptionFeatureRegistrations_ListAllBySubscription",
      method: "GET",
      path: `${base}/subscriptionFeatureRegistrations`,
      action: `${type}/read`,
      witness,
      handle: (call) => ({ status: 200, body: page(call, listed()) }),
    },
  ];
}

function answer(
  world: World,
  namespace: string,
  feature: string,
  sent: Record<string, unknown> = {},
): object {
  const registration = world.features.find(namespace, feature);
  return {
    id: `/subscriptions/${world.subscriptionId}/providers/Microsoft.Features/featureProviders/${namespace}/subscriptionFeatureRegistrations/${feature}`,
    name: feature,
    type,
    properties: {
      ...sent,
      tenantId: world.tenantId,
      subscriptionId: world.subscriptionId,
      providerNamespace: namespace,
      featureName: feature,
      approvalType: "AutoApproval",
      state: registration?.state ?? "NotRegistered",
      ...(registration === undefined
        ? {}
        : { registrationDate: registration.registeredOn.toISOString() }),
    },
  };
}

function named(call: Call): { readonly namespace: string; readonly feature: string } {
  return {
    namespace: call.parameters.providerNamespace ?? "",
    feature: call.parameters.featureName ?? "",
  };
}
