import { group, mapping, vault } from "../../fixtures";
import {
  ownUpdated,
  privateEndpoint,
  updated,
  updatedByHand,
  updateInput,
  vaultWide,
} from "../../fixtures-site-recovery";
import { type RuleCases, resource, withProperty, without } from "../../program";

const path = `${updateInput}.agentAutoUpdateStatus`;
const rest =
  'so nobody updates the agents of the machines, and replication ends when they have expired. Set "Enabled", and give an automation account.';

const fromHyperV = resource(mapping.token, "mapping", {
  ...mapping.args,
  properties: {
    policyId: "/subscriptions/s/policy",
    targetProtectionContainerId: "Microsoft Azure",
  },
});

export const cases: RuleCases = {
  rule: "EVG-AGENT-010",
  compliant: [
    updated,
    ownUpdated,
    [...updatedByHand, privateEndpoint],
    [group, vault, fromHyperV],
    withProperty([...updated, vaultWide("all")], "mapping", updateInput, { instanceType: "A2A" }),
  ],
  failing: [
    {
      title: "agents that nobody updates",
      change: (program) => withProperty(program, "mapping", path, "Disabled"),
      resource: "mapping",
      messages: [`${path}: It is "Disabled", ${rest}`],
    },
    {
      title: "nothing said of agents",
      change: (program) => withProperty(program, "mapping", path, undefined),
      messages: [`${path}: It is not set, ${rest}`],
    },
    {
      title: "nothing said of how the mapping replicates",
      change: (program) => withProperty(program, "mapping", updateInput, undefined),
      messages: [`${path}: It is not set, ${rest}`],
    },
    {
      title: "a mapping of our provider without a word",
      change: () => withProperty(ownUpdated, "own", "agentAutoUpdate", undefined),
      resource: "own",
      messages: [`agentAutoUpdate.status: It is not set, ${rest}`],
    },
    {
      title: "a setting of the whole vault that switches updates off",
      change: (program) => [
        ...without(program, "mapping"),
        vaultWide("all", { agentAutoUpdate: { status: "Disabled" } }),
      ],
      resource: "all",
      messages: [`agentAutoUpdate.status: It is "Disabled", ${rest}`],
    },
    {
      title: "an endpoint that leads elsewhere",
      change: (program) => [
        ...withProperty(program, "mapping", path, "Disabled"),
        withProperty(
          [privateEndpoint],
          "endpoint",
          "privateLinkServiceConnections[0].privateLinkServiceId",
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/other",
        )[0] ?? privateEndpoint,
      ],
      messages: [`${path}: It is "Disabled", ${rest}`],
    },
  ],
  unknown: [
    { resource: "mapping", property: path },
    { resource: "mapping", property: "properties" },
  ],
};
