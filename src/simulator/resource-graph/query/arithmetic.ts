import type { Compiled } from "./expressions";
import { type Place, semanticError } from "./refusal";
import { type KustoType, Timespan, type Value } from "./values";

type Numbers = (a: number, b: number) => number;

const onNumbers: Readonly<Record<string, Numbers>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

/** What an operator makes of times: `datetime - datetime` and the like. */
const onTimes: Readonly<Record<string, KustoType>> = {
  "datetime - datetime": "timespan",
  "datetime - timespan": "datetime",
  "datetime + timespan": "datetime",
  "timespan + datetime": "datetime",
  "timespan + timespan": "timespan",
  "timespan - timespan": "timespan",
  "timespan / timespan": "real",
  "timespan * long": "timespan",
  "long * timespan": "timespan",
};

/** Sums, differences, products and what else there is of numbers and times; nothing of null. */
export function arithmetic(
  operator: string,
  left: Compiled,
  right: Compiled,
  place: Place,
): Compiled {
  const calculate = onNumbers[operator];
  const type = resultType(operator, left.type, right.type);
  if (calculate === undefined || type === undefined) {
    throw semanticError(
      `The operator '${operator}' is not defined for the operand types ${left.type} and ${right.type}.`,
      place,
    );
  }
  return {
    type,
    of: (row) => {
      const [a, b] = [numberOf(left.of(row)), numberOf(right.of(row))];
      if (a === undefined || b === undefined) {
        return null;
      }
      const result = calculate(a, b);
      return shaped(type === "long" ? Math.trunc(result) : result, type);
    },
  };
}

function resultType(operator: string, left: KustoType, right: KustoType): KustoType | undefined {
  const numeric = (type: KustoType): boolean => type === "long" || type === "real";
  if (numeric(left) && numeric(right)) {
    return left === "real" || right === "real" ? "real" : "long";
  }
  if ((numeric(left) || left === "dynamic") && (numeric(right) || right === "dynamic")) {
    return numeric(left) && operator !== "-" ? left : numeric(right) ? right : "dynamic";
  }
  // The minus before a length of time is a difference from nothing.
  if (operator === "-" && left === "long" && right === "timespan") {
    return "timespan";
  }
  return onTimes[`${left} ${operator} ${right}`];
}

function numberOf(value: Value): number | undefined {
  return value instanceof Date
    ? value.getTime()
    : value instanceof Timespan
      ? value.milliseconds
      : typeof value === "number"
        ? value
        : undefined;
}

function shaped(result: number, type: KustoType): Value {
  if (!Number.isFinite(result)) {
    return null;
  }
  if (type === "datetime") {
    // A time beyond the calendar is none.
    const time = new Date(result);
    return Number.isNaN(time.getTime()) ? null : time;
  }
  return type === "timespan" ? new Timespan(result) : result;
}
