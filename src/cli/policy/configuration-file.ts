import { isObject } from "../../policy/model/reader";
import type { PackConfiguration } from "../../policy/pack/configuration";
import { readInputFile } from "../frame/input-file";
import { WrongInput } from "../frame/wrong-input";

/** A configuration's shape; what it says is checked when it is put into force. */
export function readConfiguration(file: string | undefined): PackConfiguration {
  if (file === undefined) {
    return {};
  }
  let value: unknown;
  const text = readInputFile(file);
  try {
    value = JSON.parse(text);
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
