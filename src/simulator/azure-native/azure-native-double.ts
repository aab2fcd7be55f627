import type { ProviderHandlers } from "../../plugin/handlers";
import { AccessPolicyResource, accessPolicyToken } from "./access-policy";
import { callFunction } from "./functions";
import { TranslatedResource } from "./resource-handler";
import { SdkDeclarations } from "./sdk-declarations";
import { Session, type Connect } from "./session";
import { findTranslation } from "./tokens";

/** The declarations do not change while a process runs, and reading them takes a moment. */
let installed: SdkDeclarations | undefined;

/**
 * A test double of the azure-native provider: the same tokens, arguments, requests, names and
 * replacements for the resource types in its tables, without the provider itself. It carries the
 * version of the installed `@pulumi/azure-native`, whose declarations it reads.
 *
 * It has no handler for a token without a translation, and throws `Invoke type <token> not found`
 * for such a function: nothing passes silently.
 *
 * @param connect Called with the provider's configuration when the first request is sent.
 */
export function azureNativeDouble(connect: Connect): ProviderHandlers {
  const declarations = (installed ??= new SdkDeclarations());
  const session = new Session(declarations, connect);
  return {
    name: "azure-native",
    version: declarations.version,
    configure(configuration) {
      session.configure(configuration);
      return Promise.resolve();
    },
    resource(token) {
      if (token === accessPolicyToken) {
        return new AccessPolicyResource(session);
      }
      const translation = findTranslation(token);
      const declaration = translation && declarations.resource(token);
      return translation === undefined || declaration === undefined
        ? undefined
        : new TranslatedResource(session, translation, declaration);
    },
    invoke(token, args, _preview, signal) {
      return callFunction(session, token, args, signal);
    },
  };
}
