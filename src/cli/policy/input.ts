import { readFileSync } from "node:fs";
import { isObject } from "../../policy/model/reader";
import type { PackConfiguration } from "../../policy/pack/configuration";

/** The command was called wrongly: the text tells which file or option, and why. */
export class WrongInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = "WrongInput";
  }
}

/** The text of a file, or of stdin for `-`. PowerShell 5 redirects into UTF-16. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new WrongInput(`${file}: ${whyUnread(error)}`);
  }
  return bytes[0] === 0xff && bytes[1] === 0xfe
    ? bytes.toString("utf16le", 2)
    : bytes.toString("utf8");
}

/** A configuration's shape; what it says is checked when it is put into force. */
export function readConfiguration(file: string | undefined): PackConfiguration {
  if (file === undefined) {
    return {};
  }
  let value: unknown;
  const text = readText(file);
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new WrongInput(`--config ${file}: It is no JSON.`);
  }
  if (!isObject(value)) {
    throw new WrongInput(`--config ${file}: It is no object of rules' ids.`);
  }
  const [wrong] = Object.entries(value).filter(
    ([, rule]) => typeof rule !== "string" && !isObject(rule),
  );
  if (wrong !== undefined) {
    throw new WrongInput(
      `--config ${file}: ${wrong[0]}: It is neither a level nor an object with enforcementLevel and parameters.`,
    );
  }
  return value as PackConfiguration;
}

function whyUnread(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "There is no such file.";
    case "EISDIR":
      return "It is a directory.";
    case "EACCES":
      return "It may not be read.";
    default:
      return message;
  }
}
