import { describeFindings, type Finding, type InvalidInputError } from "../../azure/finding";

/**
 * Options by where their values stand in the input of an operation. Of several the first that was given is meant, else
 * the last. An empty one stands for all options that choose machines or vaults: none of them is to blame alone.
 */
export const optionsByPath: Readonly<Record<string, readonly string[]>> = {
  vault: ["--vault", "--pulumi-stack"],
  vaultIds: ["--vault", "--pulumi-stack", ""],
  automationAccountId: ["--automation-account"],
  authenticationType: ["--authentication-type"],
  role: ["--role"],
  timeOfDay: ["--time"],
  timeZone: ["--time-zone"],
  pricePerMinute: ["--price-per-minute"],
  currency: ["--currency"],
  ...ofScope("subscriptions", ["--subscription", "--pulumi-stack"]),
  ...ofScope("resourceGroups", ["--resource-group", "--pulumi-stack"]),
  ...ofScope("names", ["--name", "machine"]),
  ...ofScope("tags", ["--tag"]),
  ...ofScope("ids", ["--pulumi-stack"]),
  scope: ["--scope", ""],
  staleAfterInHours: ["--stale-after"],
  "offPeakHours.fromHour": ["--off-peak"],
  "offPeakHours.toHour": ["--off-peak"],
  assessmentMode: ["--assessment"],
  rebootSetting: ["--reboot", "--reboot-setting"],
  classifications: ["--classification"],
  kbNumbersToInclude: ["--kb"],
  kbNumbersToExclude: ["--exclude-kb"],
  excludeKbsRequiringReboot: ["--without-restart"],
  packageNameMasksToInclude: ["--package"],
  packageNameMasksToExclude: ["--exclude-package"],
  maxPatchPublishDate: ["--published-until"],
  maximumDuration: ["--maximum-duration"],
  retentionInDays: ["--retain-days"],
  status: ["--status"],
  system: ["--system"],
};

/** The choice of machines stands in `scope`, that of vaults at the top. */
function ofScope(list: string, options: readonly string[]): typeof optionsByPath {
  return { [list]: options, [`scope.${list}`]: options };
}

/**
 * What is wrong with the input of an operation, told by the options that were given for it. What is an argument keeps
 * its name; what several options choose together has none.
 *
 * @param given - The command's options, as commander reads them.
 */
export function describedByOptions(
  { subject, findings }: InvalidInputError,
  given: object,
): string {
  return describeFindings(
    subject,
    findings.map((finding) => byOption(finding, given)),
  );
}

function byOption(finding: Finding, given: object): Finding {
  const { propertyPath, message } = finding;
  const path = propertyPath.replace(/\[\d+\]/g, "");
  const options = Object.hasOwn(optionsByPath, path) ? optionsByPath[path] : undefined;
  if (options === undefined) {
    return finding;
  }
  const option = options.find((each) => attributeOf(each) in given) ?? options.at(-1) ?? path;
  const rest = message.startsWith(`${path} `) ? message.slice(path.length) : undefined;
  return {
    ...finding,
    propertyPath: option,
    message: rest === undefined ? message : `${option}${rest}`,
  };
}

/** As commander names an option's value: `reboot-setting` is `rebootSetting`. */
function attributeOf(option: string): string {
  return option.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
