import { asObject, asText, withoutUndefined, wordOf } from "../json";
import type { Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { badRequest } from "./automation-errors";
import { differsFromMark, markSecret } from "./secret-marks";
import { stamped } from "./stamped";

// Source: Automation API 2024-10-23, `SourceType`.
const sourceTypes = ["VsoGit", "VsoTfvc", "GitHub"];

/** Source controls. Their token is neither answered nor kept, and nothing is synchronised. */
export const sourceControlOperations: Operation[] = resourceType({
  ...accountChild({
    segment: "sourceControls",
    parameter: "sourceControlName",
    operations: "SourceControl",
    deleteNeedsIt: true,
  }),
  validate: (_call, body) => {
    const { sourceType } = asObject(body.properties);
    if (!sourceTypes.includes(wordOf(sourceType))) {
      throw badRequest(
        `The source type '${wordOf(sourceType)}' is not one of ${sourceTypes.map((t) => `'${t}'`).join(", ")}.`,
      );
    }
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const token = sent.securityToken;
    return {
      properties: stamped(
        call,
        existing,
        withoutUndefined({
          repoUrl: asText(sent.repoUrl),
          branch: asText(sent.branch),
          folderPath: asText(sent.folderPath),
          autoSync: sent.autoSync ?? false,
          publishRunbook: sent.publishRunbook ?? true,
          sourceType: sent.sourceType,
          description: asText(sent.description) ?? "",
        }),
        token !== undefined && differsFromMark(call, call.path, JSON.stringify(token)),
      ),
    };
  },
  written: (call, control) => {
    const token = asObject(asObject(call.body).properties).securityToken;
    if (token !== undefined) {
      markSecret(call, control.id, JSON.stringify(token));
    }
  },
});
