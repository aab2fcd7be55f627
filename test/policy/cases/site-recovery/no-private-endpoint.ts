import { vault } from "../../fixtures";
import {
  ownUpdated,
  privateEndpoint,
  updated,
  updatedByHand,
  updateInput,
} from "../../fixtures-site-recovery";
import { resource, type RuleCases } from "../../program";

const path = `${updateInput}.agentAutoUpdateStatus`;
const message =
  'The vault "vault" has 1 private endpoint, with which agent auto-update does not work. Leave agent updates manual, or use a vault without private endpoints.';

export const cases: RuleCases = {
  rule: "EVG-ASR-009",
  compliant: [updated, ownUpdated, [...updatedByHand, privateEndpoint]],
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
