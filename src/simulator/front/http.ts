import { ArmError } from "../operation";

/** A request as it comes off the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, or an absolute address. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out when empty. */
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out when empty. */
  readonly body?: string;
  /** How it goes wrong on its way, where that was asked for: it never comes, is cut, or comes late. */
  readonly delivery?: "dropped" | "cut" | { readonly lateByMilliseconds: number };
}

/** Longest address, in characters, and longest name in it. Source: learn.microsoft.com troubleshoot/developer/webapps/iis httpsys-registry-windows (MaxFieldLength, UrlSegmentMaxLength). */
const longestAddress = 16_384;
const longestSegment = 260;

/**
 * Path and query of an address, query names in lower case. A parameter that is given twice has both
 * values, as ASP.NET joins them. Refuses with `BadRequest` what is no address of anything: a broken
 * escape, control characters, a slash that hides in a name, `.` and `..`.
 */
export function readAddress(url: string): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  if (url.length > longestAddress) {
    throw new ArmError(400, "BadRequest", "Bad Request - Request Too Long");
  }
  const rest = url.replace(/^https?:\/\/[^/?#]*/i, "");
  const mark = rest.indexOf("?");
  const rawPath = mark < 0 ? rest : rest.slice(0, mark);
  return {
    path: `/${trimSlashes(rawPath).split("/").map(readSegment).join("/")}`,
    query: mark < 0 ? {} : readQuery(rest.slice(mark + 1)),
  };
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}

function readSegment(raw: string): string {
  const segment = unescaped(raw);
  const hidden = /[/\\?#]/.test(segment) || segment === "." || segment === "..";
  if (hidden || segment.length > longestSegment) {
    throw invalidAddress();
  }
  return segment;
}

function readQuery(text: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split("&").filter((each) => each !== "")) {
    const [name = "", ...rest] = part.replaceAll("+", " ").split("=");
    const key = unescaped(name).toLowerCase();
    const value = unescaped(rest.join("="));
    const before = found.get(key);
    found.set(key, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(found);
}

/** Text without its escapes; a header made of it must not hold a line of its own. */
function unescaped(raw: string): string {
  let text: string;
  try {
    text = decodeURIComponent(raw);
  } catch {
    throw invalidAddress();
  }
  if (/\p{Control}/u.test(text) || /\p{Surrogate}/u.test(text)) {
    throw invalidAddress();
  }
  return text;
}

function invalidAddress(): ArmError {
  return new ArmError(400, "BadRequest", "Bad Request - Invalid URL");
}

/** An answer in JSON; text as it is where the headers name another content type. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  if (body === undefined) {
    return { status, headers };
  }
  const type = headers["content-type"];
  if (typeof body === "string" && type !== undefined && !type.includes("json")) {
    return { status, headers, body };
  }
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}
