import type { ArmConnection } from "../../arm/transport";
import type { Properties } from "../../plugin/handlers";
import { isObject } from "./json-values";
import { fillPath, urlOf } from "./paths";
import { TranslatedResource } from "./resource-handler";
import { inProviderWords, type Session } from "./session";
import { findFunction, translationReadBy } from "./tokens";
import type { FunctionTranslation } from "./translation";

/** Answers a function call of a program. */
export async function callFunction(
  session: Session,
  token: string,
  args: Properties,
  signal: AbortSignal,
): Promise<Properties> {
  if (token === "azure-native:authorization:getClientConfig") {
    return clientConfiguration(await session.connection(), signal);
  }
  const posted = findFunction(token);
  if (posted !== undefined) {
    return post(session, posted, args, signal);
  }
  const read = translationReadBy(token);
  const declaration = read && session.declarations.resource(`azure-native:${read.token}`);
  if (read === undefined || declaration === undefined) {
    throw new Error(`Invoke type ${token} not found`);
  }
  const { subscriptionId } = await session.connection();
  const id = fillPath(read.path, subscriptionId, args);
  const client = await session.client();
  const answer = await named(id, client.get(urlOf(id, read.apiVersion), signal));
  const resource = new TranslatedResource(session, read, declaration);
  return resource.outputsOf(isObject(answer.body) ? answer.body : {}, id);
}

/** Who is signed in; the token is asked only for what the configuration does not tell. */
async function clientConfiguration(
  connection: ArmConnection,
  signal: AbortSignal,
): Promise<Properties> {
  const { clientId, objectId, subscriptionId, tenantId } = connection;
  const identity = objectId === undefined ? await connection.identify?.(signal) : undefined;
  return {
    clientId: clientId ?? identity?.clientId ?? "",
    objectId: objectId ?? identity?.objectId ?? "",
    subscriptionId,
    tenantId,
  };
}

async function post(
  session: Session,
  translation: FunctionTranslation,
  args: Properties,
  signal: AbortSignal,
): Promise<Properties> {
  const { subscriptionId } = await session.connection();
  const id = fillPath(translation.path, subscriptionId, args);
  const client = await session.client();
  const url = urlOf(id, translation.apiVersion, texts(translation.query, args));
  const answer = await named(id, client.post(url, {}, signal));
  const body = renamed(answer.body, translation.renames ?? {});
  return isObject(body) ? body : { items: body };
}

function texts(
  names: Readonly<Record<string, string>> | undefined,
  args: Properties,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names ?? {}).flatMap(([name, wire]) => {
      const value = args[name];
      return typeof value === "string" ? [[wire, value]] : [];
    }),
  );
}

function renamed(value: unknown, renames: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => renamed(item, renames));
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          renames[name] ?? name,
          renamed(item, renames),
        ]),
      )
    : value;
}

async function named<T>(id: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`request failed ${id}: ${inProviderWords(error).message}`, { cause: error });
  }
}
