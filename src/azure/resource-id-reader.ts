import type { Finding } from "./finding";
import { isGuid } from "./guid";
import type { ResourceId } from "./resource-id";

interface Reading {
  readonly id: ResourceId;
  readonly findings: readonly Finding[];
}

export function withoutTrailingSlash(id: string): string {
  return id.endsWith("/") ? id.slice(0, -1) : id;
}

/** In `Microsoft.Features/providers/{namespace}/features/{name}` the inner `providers` is a type. */
export function isFeatureProvider(segments: readonly string[], index: number): boolean {
  return segments[index - 1]?.toLowerCase() === "microsoft.features";
}

/** Takes an id apart and notes every wrong segment; the id means nothing when there are findings. */
export function readResourceId(text: string, propertyPath: string): Reading {
  const trimmed = withoutTrailingSlash(text);
  const segments = trimmed.split("/");
  const root = segments[1]?.toLowerCase();
  if (segments[0] !== "" || (root !== "subscriptions" && root !== "providers")) {
    const finding: Finding = {
      ruleId: "EVG-ID-001",
      severity: "error",
      propertyPath,
      message: `"${text}" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/".`,
      fix: 'Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}".',
    };
    return { id: { text, type: "", names: [], name: "" }, findings: [finding] };
  }
  const reader = new SegmentReader(text, segments, propertyPath);
  return { id: { text: trimmed, ...reader.read() }, findings: reader.findings };
}

/** Walks over the segments of one id and notes each that is wrong. */
class SegmentReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly text: string,
    private readonly segments: readonly string[],
    private readonly propertyPath: string,
  ) {}

  read(): Omit<ResourceId, "text"> {
    this.segments.slice(1).forEach((segment, index) => {
      this.checkCharacters(segment, index + 1);
    });
    const container = this.readContainer();
    let { next } = container;
    let found = container.id;
    while (next < this.segments.length) {
      const scope = this.segments.slice(0, next).join("/");
      const provider = this.readProvider(next);
      found = { ...found, ...provider.id, ...(scope === "" ? {} : { scope }) };
      next = provider.next;
    }
    return found;
  }

  /** Reads subscription and resource group. */
  private readContainer(): { readonly id: Omit<ResourceId, "text">; readonly next: number } {
    if (this.lower(1) !== "subscriptions") {
      return { id: { type: "", names: [], name: "" }, next: 1 };
    }
    const subscriptionId = this.segments[2] ?? "";
    if (this.segments[2] === undefined) {
      this.missing(2, 'the subscription id after "subscriptions"');
    } else if (subscriptionId !== "" && !isGuid(subscriptionId)) {
      this.wrong(2, "is not a subscription id, which is a GUID");
    }
    const subscription = {
      subscriptionId,
      type: "Microsoft.Resources/subscriptions",
      names: [subscriptionId],
      name: subscriptionId,
    };
    if (this.lower(3) !== "resourcegroups") {
      return { id: subscription, next: 3 };
    }
    const resourceGroupName = this.segments[4] ?? "";
    if (this.segments[4] === undefined) {
      this.missing(4, 'the name after "resourceGroups"');
    } else if (resourceGroupName !== "" && !isResourceGroupName(resourceGroupName)) {
      this.wrong(
        4,
        "is not a resource group name: 1 to 90 letters, digits, and any of . _ - ( ), no full stop at the end",
      );
    }
    const group = {
      subscriptionId,
      resourceGroupName,
      type: "Microsoft.Resources/resourceGroups",
      names: [resourceGroupName],
      name: resourceGroupName,
      scope: this.segments.slice(0, 3).join("/"),
    };
    return { id: group, next: 5 };
  }

  /** Reads `providers`, a namespace, and pairs of type and name up to the end or the next `providers`. */
  private readProvider(start: number): {
    readonly id: Pick<ResourceId, "type" | "names" | "name">;
    readonly next: number;
  } {
    if (this.lower(start) !== "providers") {
      const due = start === 3 ? '"resourceGroups" or "providers"' : '"providers"';
      this.wrong(start, `stands where ${due} is due`);
      return { id: { type: "", names: [], name: "" }, next: this.segments.length };
    }
    const namespace = this.segments[start + 1] ?? "";
    if (this.segments[start + 1] === undefined) {
      this.missing(start + 1, 'the namespace after "providers"');
    } else if (namespace !== "" && !/^[a-z0-9]+(\.[a-z0-9]+)+$/i.test(namespace)) {
      this.wrong(start + 1, "is not a resource provider's namespace, such as Microsoft.Compute");
    }
    const types: string[] = [];
    const names: string[] = [];
    let next = start + 2;
    while (
      next < this.segments.length &&
      (this.lower(next) !== "providers" || isFeatureProvider(this.segments, next))
    ) {
      const typeSegment = this.segments[next] ?? "";
      const name = this.segments[next + 1];
      if (name === undefined) {
        this.missing(next + 1, `the name after "${typeSegment}"`);
      }
      types.push(typeSegment);
      names.push(name ?? "");
      next += 2;
    }
    if (types.length === 0) {
      return {
        id: { type: "Microsoft.Resources/providers", names: [namespace], name: namespace },
        next,
      };
    }
    return {
      id: { type: [namespace, ...types].join("/"), names, name: names.at(-1) ?? "" },
      next,
    };
  }

  private checkCharacters(segment: string, index: number): void {
    if (segment === "") {
      this.wrong(index, "is empty");
    } else if (segment !== segment.trim()) {
      this.wrong(index, "begins or ends with a space");
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    } else if (/[?#%\\<>\u0000-\u001f]/.test(segment)) {
      this.wrong(index, "has one of the characters ? # % \\ < > or a control character");
    }
  }

  private lower(index: number): string | undefined {
    return this.segments[index]?.toLowerCase();
  }

  private wrong(index: number, why: string): void {
    this.note(`segment ${index}, "${this.segments[index] ?? ""}", ${why}`);
  }

  private missing(index: number, what: string): void {
    this.note(`segment ${index}, ${what}, is missing`);
  }

  private note(problem: string): void {
    this.findings.push({
      ruleId: "EVG-ID-002",
      severity: "error",
      propertyPath: this.propertyPath,
      message: `"${this.text}" is not a resource id: ${problem}.`,
      fix: "Correct that segment, or copy the id from the resource's JSON view in the portal.",
    });
  }
}

/** Source: learn.microsoft.com, azure-resource-manager/management/resource-name-rules. */
function isResourceGroupName(name: string): boolean {
  return name.length <= 90 && /^[-\p{L}\p{N}._()]+$/u.test(name) && !name.endsWith(".");
}
