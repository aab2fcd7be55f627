import { asObject, asText, withoutUndefined } from "../json";
import type { Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { differsFromMark, markSecret } from "./secret-marks";
import { stamped } from "./stamped";

/** Credentials: a user's name, and a password that is never answered and not kept. */
export const credentialOperations: Operation[] = resourceType({
  ...accountChild({
    segment: "credentials",
    parameter: "credentialName",
    operations: "Credential",
    deleteNeedsIt: true,
  }),
  required: ["name", "properties.userName"],
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const password = asText(sent.password);
    return {
      properties: stamped(
        call,
        existing,
        withoutUndefined({
          userName: asText(sent.userName),
          description: asText(sent.description) ?? "",
        }),
        password !== undefined && differsFromMark(call, call.path, password),
      ),
    };
  },
  written: (call, credential) => {
    const password = asText(asObject(asObject(call.body).properties).password);
    if (password !== undefined) {
      markSecret(call, credential.id, password);
    }
  },
});
