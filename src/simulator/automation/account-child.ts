import type {
  ListDeclaration,
  ResourceType,
  WriteDeclaration,
} from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";

/** What is kept in an automation account, and the words of the specification for it. */
export interface AccountChild {
  /** Segment of the type, for example `variables`. */
  readonly segment: string;
  /** Name of the path parameter, for example `variableName`. */
  readonly parameter: string;
  /** First part of the operation ids, for example `Variable`. */
  readonly operations: string;
  /** Where the account is not the parent: the path above the segment, and the type of the parent. */
  readonly above?: { readonly path: string; readonly type: string };
  /** Last part of the list's operation id. Defaults to `ListByAutomationAccount`. */
  readonly list?: string;
  /** Last part of the operation id of PUT. Defaults to `CreateOrUpdate`. */
  readonly put?: string;
  /** Last part of the operation id of PATCH; `none` where there is none. Defaults to `Update`. */
  readonly patch?: string;
  /** Whether the specification has no answer 204 to DELETE. Defaults to `false`. */
  readonly deleteNeedsIt?: boolean;
  /** Version whose specification declares it. Defaults to `2024-10-23`. */
  readonly version?: string;
}

/** The standard part of a type below an automation account: everything but what it keeps. */
export function accountChild(child: AccountChild): Pick<
  ResourceType,
  "type" | "path" | "provisioningState" | "get" | "put" | "delete" | "lists"
> & {
  readonly patch?: WriteDeclaration;
} {
  const { segment, parameter, operations, above, version } = child;
  const list = `${above?.path ?? accountPath}/${segment}`;
  const from = version === undefined ? examples : examples.replace("2024-10-23", version);
  const witness = (operation: string): string =>
    `${from} (x-ms-examples of ${operations}_${operation})`;
  const put = child.put ?? "CreateOrUpdate";
  const patch = child.patch ?? "Update";
  const listed: ListDeclaration = {
    id: `${operations}_${child.list ?? "ListByAutomationAccount"}`,
    path: list,
    witness: witness(child.list ?? "ListByAutomationAccount"),
  };
  return {
    type: `${above?.type ?? accountType}/${segment}`,
    path: `${list}/{${parameter}}`,
    provisioningState: false,
    get: { id: `${operations}_Get`, witness: witness("Get") },
    put: { id: `${operations}_${put}`, witness: witness(put) },
    ...(patch !== "none" && {
      patch: { id: `${operations}_${patch}`, witness: witness(patch) },
    }),
    delete: {
      id: `${operations}_Delete`,
      witness: witness("Delete"),
      ...(child.deleteNeedsIt === true && { refusesMissing: true }),
    },
    lists: [listed],
  };
}
