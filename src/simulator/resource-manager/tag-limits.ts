import {
  longestTagNameOf,
  longestTagValue,
  mostTagsOf,
  tagProblem,
  type Tags,
} from "../../azure/tags";
import { asObject, isObject } from "../json";
import { ArmError } from "../operation";
import { invalidRequestContent } from "./arm-errors";

/** Tags as a body has them; refused when they are no texts. Nothing counts as none. */
export function readTags(tags: unknown): Tags {
  const given = asObject(tags ?? {});
  if (!isObject(tags ?? {}) || Object.values(given).some((value) => typeof value !== "string")) {
    throw invalidRequestContent("Error converting the tags: each one is a name with a text");
  }
  return given as Tags;
}

/**
 * Refuses tags that a resource cannot have.
 *
 * Texts: on characters MicrosoftDocs/azure-docs-cli (quoting issues with shells), on lengths
 * Azure/azure-powershell (Az.Migrate, which repeats Azure's).
 */
export function requireValidTags(tags: unknown, type: string): Tags {
  const given = readTags(tags);
  const problem = tagProblem(given, type);
  const culprits = problem?.culprits.join(", ") ?? "";
  switch (problem?.rule) {
    case "count":
      throw refused(
        "TooManyTags",
        `The number of tags ${Object.keys(given).length} exceeded the maximum. Maximum allowed number of ` +
          `tags - '${mostTagsOf(type)}'.`,
      );
    case "characters":
      throw refused(
        "InvalidTagNameCharacters",
        `The tag names '${culprits}' have reserved characters '<,>,%,&,\\,?,/' or control characters.`,
      );
    case "name length":
      throw refused(
        "InvalidTagName",
        `Tag key too large. Following tag name '${culprits}' exceeded the maximum length. Maximum allowed ` +
          `length for tag name - '${longestTagNameOf(type)}' characters.`,
      );
    case "value length":
      throw refused(
        "InvalidTagValueLength",
        `Tag value too large. Following tag value '${culprits}' exceeded the maximum length. Maximum allowed ` +
          `length for tag value - '${longestTagValue}' characters.`,
      );
    case undefined:
      return given;
  }
}

function refused(
  code: "TooManyTags" | "InvalidTagNameCharacters" | "InvalidTagName" | "InvalidTagValueLength",
  message: string,
): ArmError {
  return new ArmError(400, code, message);
}
