import { asObject, asText, withoutUndefined } from "../json";
import type { Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { badRequest } from "./automation-errors";
import { differsFromMark, markSecret } from "./secret-marks";
import { stamped } from "./stamped";

/** Variables: JSON as text. An encrypted one never answers its value, and it is not kept. */
export const variableOperations: Operation[] = resourceType({
  ...accountChild({
    segment: "variables",
    parameter: "variableName",
    operations: "Variable",
    deleteNeedsIt: true,
  }),
  required: ["name"],
  validate: (_call, body) => {
    const value = asText(asObject(body.properties).value);
    if (value !== undefined) {
      requireJson(value);
    }
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const before = asObject(existing?.properties);
    const isEncrypted = sent.isEncrypted ?? before.isEncrypted ?? false;
    const value = asText(sent.value);
    const changed =
      isEncrypted === true && value !== undefined && differsFromMark(call, call.path, value);
    return {
      properties: stamped(
        call,
        existing,
        withoutUndefined({
          isEncrypted,
          description: asText(sent.description) ?? "",
          value: isEncrypted === true ? undefined : value,
        }),
        changed,
      ),
    };
  },
  written: (call, variable) => {
    const value = asText(asObject(asObject(call.body).properties).value);
    if (asObject(variable.properties).isEncrypted === true && value !== undefined) {
      markSecret(call, variable.id, value);
    }
  },
});

/** Source of the text: Azure/bicep issue 1163, hashicorp/terraform-provider-azurerm issue 4945. */
function requireJson(value: string): void {
  try {
    JSON.parse(value);
  } catch {
    throw badRequest("Invalid JSON - Kindly check the value of the variable.");
  }
}
