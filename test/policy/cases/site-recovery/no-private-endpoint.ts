import { vault } from "../../fixtures";
import {
  ownUpdated,
  privateEndpoint,
  updated,
  updatedByHand,
  updateInput,
} from "../../fixtures-site-recovery";
import { cache } from "../../fixtures-replicated";
import { ref, resource, type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.agentAutoUpdateStatus`;
const message =
  'The vault "vault" has 1 private endpoint, with which agent auto-update does not work. Leave agent updates manual, or use a vault without private endpoints.';

export const cases: RuleCases = {
  rule: "EVG-ASR-009",
  compliant: [
    updated,
    ownUpdated,
    [...updatedByHand, privateEndpoint],
    // An endpoint of something else is known to be one in every preview.
    [
      ...updated,
      cache,
      ...withProperty(
        [privateEndpoint],
        "endpoint",
        "privateLinkServiceConnections[0].privateLinkServiceId",
        ref("cache"),
      ),
    ],
  ],
  failing: [
    {
      title: "a private endpoint at the vault",
      change: (program) => [...program, privateEndpoint],
      resource: "mapping",
      messages: [`${path}: ${message}`],
    },
    {
      title: "a private endpoint for a mapping of our provider",
      change: () => [...ownUpdated, privateEndpoint],
      resource: "own",
      messages: [`agentAutoUpdate.status: ${message}`],
    },
    {
      title: "a private endpoint that somebody else made",
      change: (program) =>
        program.map((each) =>
          each.name === "vault"
            ? resource(vault.token, "vault", {
                ...vault.args,
                properties: { privateEndpointConnections: [{ id: "endpoint" }] },
              })
            : each,
        ),
      messages: [`${path}: ${message}`],
    },
  ],
  unknown: [{ resource: "mapping", property: path }],
};
