import { createHash } from "node:crypto";
import type { Operation } from "../operation";
import { resourceAction } from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";

/** The two keys with which agents register at an account. They follow from its id and are kept nowhere. */
export const accountKeyOperations: Operation[] = [
  resourceAction({
    type: accountType,
    id: "Keys_ListByAutomationAccount",
    path: `${accountPath}/listKeys`,
    action: `${accountType}/listKeys/action`,
    witness: `${examples}/listAutomationAccountKeys.json`,
    handle: (call, account) => ({
      status: 200,
      body: {
        keys: ["Primary", "Secondary"].map((KeyName) => ({
          KeyName,
          Permissions: "Full",
          Value: createHash("sha512")
            .update(`${call.tenantId} ${account.id.toLowerCase()} ${KeyName}`)
            .digest("base64"),
        })),
      },
    }),
  }),
];
