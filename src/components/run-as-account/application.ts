import type * as pulumi from "@pulumi/pulumi";
import { directoryIdFindings } from "../../azure/run-as-rules";
import { ruleOn, type Rule } from "../shared/inputs";

/** The application of a Run As account that exists. */
export interface RunAsAccountApplicationArgs {
  /** Client id of the application, a GUID, as which runbooks sign in. */
  clientId: pulumi.Input<string>;
  /** Object id of the application, a GUID. Changing it replaces the application's keys. */
  objectId: pulumi.Input<string>;
  /** Object id of its service principal, a GUID. Changing it replaces the role assignments. */
  principalId: pulumi.Input<string>;
}

export function applicationRules(application: RunAsAccountApplicationArgs | undefined): Rule[] {
  return application === undefined
    ? []
    : (["clientId", "objectId", "principalId"] as const).flatMap((property) =>
        ruleOn(application[property], (known) =>
          directoryIdFindings(known, `existingApplication.${property}`),
        ),
      );
}
