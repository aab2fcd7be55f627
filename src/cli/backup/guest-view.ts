import type { GuestSteps } from "../../operations/backup";
import type { OutputFormat } from "../frame/output/formats";
import { printable } from "../frame/printable";
import type { View } from "../frame/view";

/** How the commands are shown: to be pasted, in Markdown as code, in CSV by what they do. */
export function guestStepsView(data: GuestSteps, format: OutputFormat): View {
  switch (format) {
    case "csv":
      return {
        tables: [
          {
            columns: ["STEP", "WHAT IT DOES", "CHANGES", "OTHERWISE"],
            rows: data.steps.map(({ id, title, changes, otherwise }) => [
              id,
              title,
              changes,
              otherwise,
            ]),
          },
        ],
      };
    case "markdown":
      return {
        before: data.steps.flatMap(({ title, script, otherwise }, index) => [
          `### ${index + 1}. ${title}`,
          `\`\`\`${data.operatingSystem === "Windows" ? "powershell" : "sh"}\n${script}\n\`\`\``,
          ...(otherwise === undefined ? [] : [otherwise]),
        ]),
        tables: [],
        after: reachability(data),
      };
    default:
      return {
        before: pasted(data),
        tables: [],
        after: reachability(data).map((line) => `# ${line}`),
      };
  }
}

/** The whole may be pasted, or written into a file and run: what is said of the commands are comments. */
function pasted({ machine, operatingSystem, systemTitle, steps }: GuestSteps): string[] {
  const where =
    operatingSystem === "Windows" ? "in PowerShell as administrator" : "in a shell of the machine";
  return [
    `# ${machine.name}: ${systemTitle}. Run the steps ${where}, one after the other.`,
    ...steps.flatMap(({ id, title, script, otherwise }, index) => [
      "",
      `# ${index + 1}. ${title} (${id})`,
      ...asBlock(script, operatingSystem),
      ...(otherwise === undefined ? [] : [`# ${otherwise}`]),
    ]),
  ];
}

/** A script that ends by itself when it fails, and not the shell that it was pasted into. */
function asBlock(script: string, operatingSystem: GuestSteps["operatingSystem"]): string[] {
  return operatingSystem === "Windows"
    ? ["& {", script, "}"]
    : [`sudo sh -c "$(cat <<'STEP'`, script, "STEP", ')"'];
}

function reachability({ notReachable }: GuestSteps): string[] {
  return notReachable === undefined
    ? ["Azure can run them itself, through the agent: --in-guest."]
    : [
        `Azure cannot run them itself. ${printable(notReachable.reason)} Instead:`,
        ...notReachable.instead.map((way) => `- ${way}`),
      ];
}
