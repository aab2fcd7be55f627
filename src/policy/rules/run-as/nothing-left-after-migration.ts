import { runAsLeftoverFindings } from "../../../azure/run-as-usage";
import { runAsTag } from "../../pack/levels";
import { certificateType, connectionType, runAsAssetsType } from "../../readings/automation";
import { roleAssignmentType } from "../../readings/role";
import { runAsPiece } from "../../readings/run-as";
import { stackRule } from "../../rule";

export const nothingLeftAfterMigration = stackRule({
  id: "EVG-RUNAS-022",
  title: "Nothing of a Run As account is left after the migration",
  severity: "medium",
  why: "What is left of the account can still sign in with its role, and nobody watches it any more.",
  remediation: [
    "Wait until a nightly agent update has succeeded.",
    "Take away the connection, the certificate, the role assignment and the application.",
  ],
  tags: [runAsTag, "automation", "site-recovery"],
  references: [
    "learn.microsoft.com azure/site-recovery/how-to-migrate-run-as-accounts-managed-identity",
  ],
  types: [runAsAssetsType, connectionType, certificateType, roleAssignmentType],
  findings: (resource, stack) => {
    const leftover = runAsPiece(resource, stack);
    if (leftover === undefined) {
      return [];
    }
    const { updaters, path, what } = leftover;
    return updaters.some(({ signsIn }) => signsIn === "runAs")
      ? []
      : runAsLeftoverFindings(
          what,
          updaters.map(({ name }) => name),
          path,
        );
  },
});
