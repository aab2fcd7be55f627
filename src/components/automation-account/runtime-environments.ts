import { Package, RuntimeEnvironment } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import { contentLinkFindings } from "../../azure/automation-content-link";
import {
  retiredRuntimeFindings,
  runtimeEnvironmentFindings,
} from "../../azure/automation-runtime-rules";
import type { ChildOptions } from "../shared/child-options";
import { rule, type Rule } from "../shared/inputs";
import { contentLink } from "./content-link";
import { accountArguments, childNameRules, type AccountPlace } from "./place";

/** A package of a runtime environment, which Azure fetches and imports; it does not wait until that is done. */
export interface AutomationAccountPackageArgs {
  /** https address of the package: a `.zip` or `.nupkg` for PowerShell, a `.whl` for Python. */
  uri: pulumi.Input<string>;
  /** Name of the package. Defaults to its key. Changing it replaces the package. */
  packageName?: string;
  /** Version of the package. Defaults to what it says itself. */
  version?: pulumi.Input<string>;
  /** SHA-256 digest of the package, which Azure checks. Defaults to none. */
  sha256?: pulumi.Input<string>;
}

/** A language, a version of it and packages, in which runbooks run. Hybrid workers do not run in one. */
export interface AutomationAccountRuntimeEnvironmentArgs {
  /** `PowerShell` or `Python`. Changing it replaces the environment. */
  language: string;
  /** `5.1` or `7.4` of PowerShell, `3.10` of Python, and the older ones. Changing it replaces the environment. */
  version: string;
  /** Name of the environment. Defaults to its key. Changing it replaces the environment. */
  environmentName?: string;
  /** Versions of the packages that Azure brings along, such as `Az` and `azure cli`. Defaults to none of them. */
  defaultPackages?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Packages of one's own, each by a key of your own. Defaults to none. Changing a key replaces its package. */
  packages?: Record<string, AutomationAccountPackageArgs>;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
}

/**
 * Makes `${name}-environment-${key}` for each environment and `${name}-package-${key}-${package}` for its packages, and
 * answers them by the environment's key.
 */
export function makeRuntimeEnvironments(
  environments: Record<string, AutomationAccountRuntimeEnvironmentArgs> | undefined,
  place: AccountPlace & {
    readonly location: pulumi.Input<string>;
    readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  },
  opts: ChildOptions,
): Map<string, pulumi.CustomResource[]> {
  const made = new Map<string, pulumi.CustomResource[]>();
  for (const [key, args] of Object.entries(environments ?? {})) {
    const account = accountArguments(place);
    const runtimeEnvironmentName = args.environmentName ?? key;
    const environment = new RuntimeEnvironment(
      `${place.name}-environment-${key}`,
      {
        ...account,
        runtimeEnvironmentName,
        location: place.location,
        language: args.language,
        version: args.version,
        ...(args.defaultPackages !== undefined && { defaultPackages: args.defaultPackages }),
        ...(args.description !== undefined && { description: args.description }),
        ...(place.tags !== undefined && { tags: place.tags }),
      },
      {
        ...opts,
        // Azure changes neither of an environment. Its region is that of the account.
        replaceOnChanges: ["language", "version"],
        ignoreChanges: ["location"],
        deleteBeforeReplace: true,
      },
    );
    const packages = Object.entries(args.packages ?? {}).map(
      ([packageKey, source]) =>
        new Package(
          `${place.name}-package-${key}-${packageKey}`,
          {
            ...account,
            runtimeEnvironmentName,
            packageName: source.packageName ?? packageKey,
            contentLink: contentLink(source),
          },
          { ...opts, dependsOn: [environment] },
        ),
    );
    made.set(key, [environment, ...packages]);
  }
  return made;
}

/** What can be said of runtime environments by themselves. */
export function runtimeEnvironmentRules(
  environments: Record<string, AutomationAccountRuntimeEnvironmentArgs> | undefined,
  now: Date,
): Rule[] {
  const group = "runtimeEnvironments";
  return [
    ...childNameRules(environments, "runtime environment", group, "environmentName"),
    ...Object.entries(environments ?? {}).flatMap(([key, { packages, ...args }]) => {
      const path = `${group}.${key}`;
      const { language, version } = args;
      return [
        rule({ language, version }, (known) => [
          ...runtimeEnvironmentFindings(known, path),
          ...retiredRuntimeFindings(known, `${path}.version`, now),
        ]),
        ...childNameRules(packages, "package", `${path}.packages`, "packageName"),
        ...linkRules(packages, `${path}.packages`),
      ];
    }),
  ];
}

/** The rules on the addresses of packages or modules. */
export function linkRules(
  links: Record<string, { uri: pulumi.Input<string>; sha256?: pulumi.Input<string> }> | undefined,
  group: string,
): Rule[] {
  return Object.entries(links ?? {}).map(([key, { uri, sha256 }]) =>
    rule({ uri, sha256 }, (known) =>
      contentLinkFindings(known, (name) => `${group}.${key}.${name}`),
    ),
  );
}
