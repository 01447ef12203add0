/** What is wrong with a comparison before any entry is seen: an operator or value that the field's type cannot take. */
import { RE2JS, RE2JSException } from 're2js';
import { parseSeverity, SEVERITIES } from '../text/severity.ts';
import type { Field, FieldType } from './fields.ts';
import { printPath } from './print.ts';
import type { Operator } from './types.ts';
import { parseBool, parseInstant, parseNumber, parseRelative, parseSpan } from './values.ts';

export interface Problem {
  what: string;
  hint: string;
}

interface ValueRule {
  valid(value: string): boolean;
  what: string;
  hint: string;
}

const VALUE_RULES: Partial<Record<FieldType, ValueRule>> = {
  severity: {
    valid: (value) => SEVERITIES.some((name) => name === value.toUpperCase()) || /^\d{1,3}$/.test(value),
    what: 'is not a severity',
    hint: `Use ${SEVERITIES.join(', ')} or its number, 0 to 800.`,
  },
  timestamp: {
    valid: (value) => parseInstant(value) !== null || parseRelative(value) !== null,
    what: 'is not a time',
    hint: 'Write it like "2025-09-09T19:00:00Z", "2025-09-09" or "now-1d".',
  },
  duration: {
    valid: (value) => parseSpan(value) !== null,
    what: 'is not a duration',
    hint: 'Write a number and a unit, like "1.5s" or "200ms".',
  },
  number: { valid: (value) => parseNumber(value) !== null, what: 'is not a number', hint: 'Write a number, like 500.' },
  bool: { valid: (value) => parseBool(value) !== null, what: 'is not true or false', hint: 'Write true or false.' },
};

/** Why the operator cannot stand after this field, null where it can. */
export function checkOperator(field: Field, op: Operator): Problem | null {
  const name = field.path.join('.');
  const root = (field.type === 'json' || field.type === 'proto') && field.path.length === 1;
  if ((field.type === 'group' || root) && op !== ':') {
    return {
      what: `${name} is a group of fields; "${op}" compares one`,
      hint: `Name a field inside it, or search it all with ${name}:"…".`,
    };
  }
  if ((op === '=~' || op === '!~') && VALUE_RULES[field.type]) {
    return { what: `${name} is not text; "${op}" searches text only`, hint: `Compare it with =, !=, <, <=, > or >=.` };
  }
  return null;
}

/** Why the value cannot stand after this field and operator, null where it can. `value` null is NULL_VALUE. */
export function checkValue(field: Field, op: Operator, value: string | null): Problem | null {
  if (value === null) {
    if (field.type === 'json' || field.type === 'proto') return checkNull(op);
    const name = printPath(field.path);
    return { what: `${name} is never NULL_VALUE`, hint: `Test for a missing field with NOT ${name}:*` };
  }
  if (op === '=~' || op === '!~') return checkPattern(value);
  const rule = VALUE_RULES[field.type];
  if (!rule || rule.valid(value)) return null;
  const meant = field.type === 'severity' ? parseSeverity(value) : null;
  return { what: `${shown(value)} ${rule.what}`, hint: meant ? `Write ${meant}.` : rule.hint };
}

function checkNull(op: Operator): Problem | null {
  if (op === '=' || op === '!=' || op === ':') return null;
  return { what: `"${op}" cannot compare with NULL_VALUE`, hint: 'Use = NULL_VALUE or != NULL_VALUE.' };
}

function checkPattern(pattern: string): Problem | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '');
    return {
      what: `this is not a regular expression: ${shorten(reason)}`,
      hint: 'Write it in RE2 syntax (no look-around, no back-references), or search for plain text with ":".',
    };
  }
}

function shown(value: string): string {
  return JSON.stringify(shorten(value));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
