import * as pulumi from "@pulumi/pulumi";
import {
  describeFinding,
  type InvalidInputError,
  refuseErrors,
  warningsAmong,
  type Finding,
} from "../../azure/finding";

/** One rule together with the arguments that it judges; made by {@linkcode rule}. */
export interface Rule {
  /** Whether every argument is there already, so that the rule can be asked before anything is registered. */
  readonly isPlain: boolean;
  findNow(): readonly Finding[];
  findLater(): Promise<readonly Finding[]>;
}

/** What came of judging a component's arguments. */
export interface Verdict {
  /**
   * Hands a value on to a child once the arguments that were not plain are known to be good. The
   * child is not registered when they are bad. With plain arguments alone the value comes back as it is.
   */
  gate<T>(value: pulumi.Input<T>): pulumi.Input<T>;
  /** Shows the warnings beside a resource, now and as the arguments become known. */
  showWarnings(resource: pulumi.Resource): void;
}

/** Binds a rule to the arguments that it judges, named as the rule wants them. */
export function rule<V extends object>(
  values: V,
  find: (values: pulumi.UnwrappedObject<V>) => readonly Finding[],
): Rule {
  return {
    isPlain: isPlain(values),
    findNow: () => find(values as pulumi.UnwrappedObject<V>),
    findLater: () => findWhenKnown(values, find),
  };
}

/** The rule on one argument; none when the argument is left out. */
export function ruleOn<T>(
  value: pulumi.Input<T> | undefined,
  find: (value: T) => readonly Finding[],
): Rule[] {
  return value === undefined ? [] : [rule({ value }, (known) => find(known.value as T))];
}

/**
 * Judges a component's arguments. Throws one error with every problem in the plain ones; the others
 * are judged together when they are known, and never while they are unknown in a preview.
 * `subject` names the component in the error, for example `LinuxVirtualMachine "web"`.
 */
export function judge(subject: string, rules: readonly Rule[]): Verdict {
  const findings = rules.filter((each) => each.isPlain).flatMap((each) => each.findNow());
  refuse(subject, findings);
  const open = rules.filter((each) => !each.isPlain);
  if (open.length === 0) {
    return {
      gate: (value) => value,
      showWarnings: (resource) => {
        warn(findings, resource);
      },
    };
  }
  const later = Promise.all(open.map((each) => each.findLater())).then((found) => found.flat());
  return {
    gate: gateOf(subject, later),
    showWarnings: (resource) => {
      warn(findings, resource);
      warnLater(later, resource);
    },
  };
}

/**
 * Judges by what only shows as the program runs on. The answer is a gate as in `Verdict`; warnings are
 * shown beside a resource.
 */
export function judgeLater(
  subject: string,
  findings: Promise<readonly Finding[]>,
  resource: pulumi.Resource,
): Verdict["gate"] {
  warnLater(findings, resource);
  return gateOf(subject, findings);
}

function gateOf(subject: string, findings: Promise<readonly Finding[]>): Verdict["gate"] {
  const goodness = pulumi.output(
    findings.then((found) => {
      refuse(subject, found);
    }),
  );
  return <T>(value: pulumi.Input<T>): pulumi.Input<T> =>
    // The elements keep their types only as a tuple, which `all` takes apart again.
    pulumi.all([value, goodness]).apply(([passed]) => passed) as pulumi.Output<T>;
}

function warnLater(findings: Promise<readonly Finding[]>, resource: pulumi.Resource): void {
  findings.then(
    (found) => {
      warn(found, resource);
    },
    () => {
      // The gate fails with the same error.
    },
  );
}

/**
 * Throws one `InvalidInputError` with every error among the findings, in a form that Pulumi shows as
 * it is: without a stack, and without the names of the properties through which it passed.
 */
export function refuse(subject: string, findings: readonly Finding[]): void {
  try {
    refuseErrors(subject, findings);
  } catch (error) {
    const { message } = error as InvalidInputError;
    throw Object.defineProperties(error as InvalidInputError, {
      // By this Pulumi knows its own `RunError`, which ends a program without a stack.
      __pulumiRunError: { value: true },
      message: {
        get: () => message,
        set: () => {
          // Pulumi puts the name of a property before the message, again at each resource on the way.
        },
      },
    });
  }
}

/** Applies a function to a value, at once when it is plain: an `Output` for each field of each machine adds up. */
export function mapInput<T, U>(
  value: T,
  map: (value: pulumi.Unwrap<T>) => U,
): U | pulumi.Output<U> {
  return isPlain(value)
    ? map(value as pulumi.Unwrap<T>)
    : pulumi.output(value).apply((known) => map(known));
}

/** Whether a value holds neither an output nor a promise, at any depth. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return true;
  }
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return false;
  }
  return Object.values(value).every(isPlain);
}

/**
 * Waits for an output to be settled; throws what went wrong on its way. Unlike `apply` it also ends
 * when the value is unknown in a preview.
 */
export async function settled(output: pulumi.Output<unknown>): Promise<void> {
  await (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
}

async function findWhenKnown<V extends object>(
  values: V,
  find: (values: pulumi.UnwrappedObject<V>) => readonly Finding[],
): Promise<readonly Finding[]> {
  let found: readonly Finding[] = [];
  const judged = pulumi.output(values).apply((known) => {
    found = find(known as pulumi.UnwrappedObject<V>);
  });
  await settled(judged);
  return found;
}

function warn(findings: readonly Finding[], resource: pulumi.Resource): void {
  for (const finding of warningsAmong(findings)) {
    void pulumi.log.warn(describeFinding(finding), resource);
  }
}
