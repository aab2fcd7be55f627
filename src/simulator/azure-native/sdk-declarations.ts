import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseMembers, type Members } from "./declaration-parser";

/** What the installed `@pulumi/azure-native` declares of one resource. */
export interface ResourceDeclaration {
  /** The api-version that the provider of this version uses. */
  readonly apiVersion: string | undefined;
  readonly arguments: Members;
  readonly outputs: Members;
}

/**
 * The argument and output types of azure-native, read from the declaration files of the package
 * that the program itself loads: the provider's own schema is not published with it, and these
 * files are generated from that schema.
 */
export class SdkDeclarations {
  readonly #root: string;
  readonly #resources = new Map<string, ResourceDeclaration | undefined>();
  readonly #interfaces = new Map<string, Members>();
  readonly #files = new Map<string, Buffer>();
  readonly #namespaces = new Map<string, string>();

  constructor(root = dirname(require.resolve("@pulumi/azure-native/package.json"))) {
    this.#root = root;
  }

  /** Version of the package. */
  get version(): string {
    const manifest = JSON.parse(readFileSync(join(this.#root, "package.json"), "utf8")) as {
      version: string;
    };
    return manifest.version;
  }

  /** The declaration of a token such as `azure-native:compute:Disk`, `undefined` when there is none. */
  resource(token: string): ResourceDeclaration | undefined {
    if (!this.#resources.has(token)) {
      this.#resources.set(token, this.#readResource(token));
    }
    return this.#resources.get(token);
  }

  /** The properties of an interface such as `inputs.compute.OSProfileArgs`. */
  members(name: string): Members {
    let members = this.#interfaces.get(name);
    if (members === undefined) {
      members = this.#readInterface(name);
      this.#interfaces.set(name, members);
    }
    return members;
  }

  #readResource(token: string): ResourceDeclaration | undefined {
    const [, module = "", name = ""] = token.split(":");
    const file = join(this.#root, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`);
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
    const declared = blockAfter(text, `export declare class ${name} extends`, "\n}");
    return {
      apiVersion: /Uses Azure REST API version (\S+)\./.exec(text)?.[1],
      arguments: parseMembers(blockAfter(text, `export interface ${name}Args {`, "\n}") ?? ""),
      // Everything before the constructor; the static functions before it are no properties.
      outputs: parseMembers(declared?.split("    constructor(")[0] ?? ""),
    };
  }

  #readInterface(dottedName: string): Members {
    const [side = "", namespace = "", name = ""] = dottedName.split(".");
    const text = this.#namespace(side, namespace);
    const body = blockAfter(text, `\n    interface ${name} {`, "\n    }");
    if (body === undefined) {
      throw new Error(
        `The declarations of @pulumi/azure-native in ${this.#root} hold no interface ${dottedName}.`,
      );
    }
    return parseMembers(body);
  }

  #namespace(side: string, namespace: string): string {
    const key = `${side}.${namespace}`;
    let text = this.#namespaces.get(key);
    if (text === undefined) {
      const file = this.#file(side === "inputs" ? "input.d.ts" : "output.d.ts");
      const start = file.indexOf(`\nexport declare namespace ${namespace} {`);
      const end = file.indexOf("\nexport declare namespace ", start + 1);
      text = start < 0 ? "" : file.toString("utf8", start, end < 0 ? undefined : end);
      this.#namespaces.set(key, text);
    }
    return text;
  }

  /** The two files hold 16 MB: they stay bytes, and only the namespaces in use become text. */
  #file(name: string): Buffer {
    let file = this.#files.get(name);
    if (file === undefined) {
      file = readFileSync(join(this.#root, "types", name));
      this.#files.set(name, file);
    }
    return file;
  }
}

/** The text between a heading's opening brace and an end mark. */
function blockAfter(text: string, heading: string, end: string): string | undefined {
  const at = text.indexOf(heading);
  if (at < 0) {
    return undefined;
  }
  const open = text.indexOf("{", at);
  const close = text.indexOf(end, open);
  return text.slice(open + 1, close < 0 ? undefined : close);
}
