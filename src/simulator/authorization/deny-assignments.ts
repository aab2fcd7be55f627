import { denyAssignmentType } from "../resource-manager/access";
import { ArmError, type Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";

const witness =
  "azure-rest-api-specs authorization examples/2022-04-01/GetDenyAssignmentByNameId.json; " +
  "learn.microsoft.com role-based-access-control/deny-assignments";

/** Deny assignments are read by requests and made by Azure itself: put them into the estate. */
export const denyAssignmentOperations: readonly Operation[] = resourceType({
  type: denyAssignmentType,
  path: `/{scope}/providers/${denyAssignmentType}/{denyAssignmentId}`,
  extension: true,
  get: { id: "DenyAssignments_Get", witness },
  lists: [
    {
      id: "DenyAssignments_ListForScope",
      path: `/{scope}/providers/${denyAssignmentType}`,
      witness,
    },
  ],
  notFound: (_call, id) =>
    new ArmError(
      404,
      "DenyAssignmentNotFound",
      `The deny assignment '${id.slice(id.lastIndexOf("/") + 1)}' is not found.`,
    ),
});
