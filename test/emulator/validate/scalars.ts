/** A sentence in the service's words when a value does not fit a scalar type; undefined when it does. */
export function scalarProblem(value: unknown, type: string, path: string): string | undefined {
  const check = checks[type];
  if (check === undefined || check.fits(value)) {
    return undefined;
  }
  if (type === "bytes" && typeof value === "string") {
    return `Invalid value at '${path}' (TYPE_BYTES), Base64 decoding failed for ${JSON.stringify(value.slice(0, 40))}`;
  }
  return `Invalid value at '${path}' (${check.name}), ${JSON.stringify(value).slice(0, 200)}`;
}

interface Check {
  readonly name: string;
  readonly fits: (value: unknown) => boolean;
}

/** Numbers may come as strings, in decimal alone. */
const isNumber = (value: unknown) =>
  typeof value === "number" ||
  (typeof value === "string" && /^-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Infinity)$/i.test(value)) ||
  value === "NaN";
const isInteger = (value: unknown, bits: number) => {
  const number = Number(value);
  const limit = 2 ** (bits - 1);
  return isNumber(value) && Number.isInteger(number) && number >= -limit && number < limit;
};
const matches = (pattern: RegExp) => (value: unknown) => typeof value === "string" && pattern.test(value);

/** Standard and URL-safe alphabet, padding optional; tested in pieces, for it may be many megabytes long. */
function isBase64(value: unknown): boolean {
  return (
    typeof value === "string" && value.replace(/={0,2}$/, "").length % 4 !== 1 && !/[^\w+/=-]/.test(value)
  );
}

const checks: Readonly<Record<string, Check>> = {
  string: { name: "TYPE_STRING", fits: (value) => typeof value === "string" },
  boolean: { name: "TYPE_BOOL", fits: (value) => typeof value === "boolean" },
  bytes: { name: "TYPE_BYTES", fits: isBase64 },
  int32: { name: "TYPE_INT32", fits: (value) => isInteger(value, 32) },
  int64: { name: "TYPE_INT64", fits: (value) => isInteger(value, 64) },
  float: { name: "TYPE_FLOAT", fits: isNumber },
  double: { name: "TYPE_DOUBLE", fits: isNumber },
  duration: { name: "type.googleapis.com/google.protobuf.Duration", fits: matches(/^-?\d+(\.\d{1,9})?s$/) },
  timestamp: {
    name: "type.googleapis.com/google.protobuf.Timestamp",
    fits: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/),
  },
  struct: {
    name: "type.googleapis.com/google.protobuf.Struct",
    fits: (value) => typeof value === "object" && value !== null,
  },
};
