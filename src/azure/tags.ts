/*
 * What tags can be. Source: learn.microsoft.com azure-resource-manager/management/tag-resources
 * (limitations): 50 tags, of an automation account 15; names of 512 characters, of a storage account
 * 128; values of 256; no `<`, `>`, `%`, `&`, `\`, `?` and `/` in names. Names are compared without case.
 */

const mostTags = 50;
const longestName = 512;
export const longestTagValue = 256;

/** Types that take less than others, in lower case. */
const narrower: Readonly<Record<string, { readonly most?: number; readonly name?: number }>> = {
  "microsoft.automation/automationaccounts": { most: 15 },
  "microsoft.storage/storageaccounts": { name: 128 },
};

export function mostTagsOf(type: string): number {
  return narrower[type.toLowerCase()]?.most ?? mostTags;
}

export function longestTagNameOf(type: string): number {
  return narrower[type.toLowerCase()]?.name ?? longestName;
}

export type Tags = Readonly<Record<string, string>>;

/** What is wrong with tags, with the names or values that are. */
export interface TagProblem {
  readonly rule: "count" | "characters" | "name length" | "value length";
  readonly culprits: readonly string[];
}

/** The first rule that tags of a resource of this type break; `undefined` when they break none. */
export function tagProblem(tags: Tags, type: string): TagProblem | undefined {
  const names = Object.keys(tags);
  const reserved = names.filter((name) => /[<>%&\\?/]|\p{Cc}/u.test(name));
  const problems: readonly TagProblem[] = [
    { rule: "count", culprits: names.length > mostTagsOf(type) ? names : [] },
    { rule: "characters", culprits: reserved },
    {
      rule: "name length",
      culprits: names.filter((name) => name.length > longestTagNameOf(type) || name === ""),
    },
    {
      rule: "value length",
      culprits: Object.values(tags).filter((value) => value.length > longestTagValue),
    },
  ];
  return problems.find(({ culprits }) => culprits.length > 0);
}

/** Tags with others put over them; a name that differs in case alone is the same. */
export function mergeTags(tags: Tags, over: Tags): Tags {
  const replaced = new Set(Object.keys(over).map((name) => name.toLowerCase()));
  const kept = Object.entries(tags).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...over };
}

/** Tags without some: by name, or, where a value is given, by name and value. */
export function removeTags(tags: Tags, unwanted: Tags): Tags {
  const lower = new Map(Object.entries(unwanted).map(([name, v]) => [name.toLowerCase(), v]));
  return Object.fromEntries(
    Object.entries(tags).filter(([name, value]) => {
      const wanted = lower.get(name.toLowerCase());
      return wanted === undefined || (wanted !== "" && wanted !== value);
    }),
  );
}
