import type { Finding } from "./finding";

/** Refuses an address from which Azure fetches nothing, and a digest that is none. */
export function contentLinkFindings(
  link: { readonly uri: string; readonly sha256?: string | undefined },
  at: (name: string) => string,
  prefix = "",
): Finding[] {
  const name = (part: string): string =>
    at(prefix === "" ? part : `${prefix}${part.slice(0, 1).toUpperCase()}${part.slice(1)}`);
  const found: Finding[] = [];
  if (!/^https:\/\/[^\s/]+\/\S*$/i.test(link.uri)) {
    found.push(
      finding(
        "EVG-RUNBOOK-011",
        name("uri"),
        "The address does not begin with https:// and the name of a server.",
        "Give an https address that Azure reaches without signing in, for example with a shared access signature.",
      ),
    );
  }
  if (link.sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(link.sha256)) {
    found.push(
      finding(
        "EVG-RUNBOOK-012",
        name("sha256"),
        `"${link.sha256}" is not a SHA-256 digest, which has 64 hexadecimal digits.`,
        'Give what "sha256sum" prints of the file.',
      ),
    );
  }
  return found;
}

function finding(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
