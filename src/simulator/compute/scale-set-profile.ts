import { asArray, asObject, type JsonObject, without, withoutUndefined } from "../json";
import { completedConfiguration, configurationName, operatingSystemOf } from "./patch-settings";

/** The profile of a scale set as a machine, of which the rules on patch settings speak. */
export function machineOfProfile(profile: unknown): { readonly properties: JsonObject } {
  const { osProfile, storageProfile } = asObject(profile);
  return { properties: withoutUndefined({ osProfile, storageProfile }) };
}

/** What is kept of a profile: what Azure adds to the operating system's block, and no secret. */
export function storedProfile(sent: unknown): JsonObject {
  const profile = asObject(sent);
  return withoutUndefined({
    ...without(profile, "userData"),
    osProfile: profile.osProfile === undefined ? undefined : storedOsProfile(profile),
    extensionProfile:
      profile.extensionProfile === undefined ? undefined : storedExtensions(profile),
  });
}

function storedOsProfile(profile: JsonObject): JsonObject {
  const machine = machineOfProfile(profile);
  const sent = without(asObject(profile.osProfile), "adminPassword", "customData");
  const configuration = completedConfiguration(machine);
  return {
    ...sent,
    [configurationName(operatingSystemOf(machine))]: withoutUndefined({
      ...configuration,
      additionalUnattendContent:
        configuration.additionalUnattendContent === undefined
          ? undefined
          : asArray(configuration.additionalUnattendContent).map((entry) =>
              without(asObject(entry), "content"),
            ),
    }),
  };
}

function storedExtensions(profile: JsonObject): JsonObject {
  const { extensions, ...others } = asObject(profile.extensionProfile);
  return {
    ...others,
    extensions: asArray(extensions).map((extension) => ({
      ...asObject(extension),
      properties: without(asObject(asObject(extension).properties), "protectedSettings"),
    })),
  };
}
