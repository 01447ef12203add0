/** `extends:` in scenario files: a scenario may be another one with something changed. */

type Json = Record<string, unknown>;

/**
 * `over` laid on `base`: objects field by field, lists of named things by name (new names at the end), anything else replaced.
 */
export function mergeScenario(base: unknown, over: unknown): unknown {
  if (isObject(base) && isObject(over)) {
    const merged: Json = { ...base };
    for (const [key, value] of Object.entries(over))
      merged[key] = key in base ? mergeScenario(base[key], value) : value;
    return merged;
  }
  if (isNamedList(base) && isNamedList(over)) return mergeLists(base, over);
  return over;
}

function mergeLists(base: Json[], over: Json[]): Json[] {
  const merged = base.map((item) => {
    const change = over.find((one) => one.name === item.name);
    return change ? (mergeScenario(item, change) as Json) : item;
  });
  return [...merged, ...over.filter((one) => !base.some((item) => item.name === one.name))];
}

function isNamedList(value: unknown): value is Json[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.name === 'string');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
