// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** What a service says of a request whose body is not what it takes. */
import { type App, camel, type Language, pascal } from './app.ts';
import type { ErrorText } from './request-errors.ts';

export function contractErrors({ domain, language }: App): ErrorText[] {
  const { field, one, name } = domain;
  const traced: Record<Language, string[]> = {
    python: [
      `KeyError: '${field}'`,
      `pydantic_core._pydantic_core.ValidationError: 1 validation error for ${pascal(one)}In\n${field}\n  Input should be a valid string [type=string_type, input_value=None, input_type=NoneType]\n    For further information visit https://errors.pydantic.dev/2.11/v/string_type`,
      `asyncpg.exceptions.NotNullViolationError: null value in column "${field}" of relation "${name}" violates not-null constraint`,
      "ValueError: invalid literal for int() with base 10: '${int:1:90}.0'",
    ],
    node: [
      `TypeError: Cannot read properties of undefined (reading '${camel(field)}')`,
      `ValidationError: ${one} validation failed: ${camel(field)}: Path \`${camel(field)}\` is required.`,
      'SyntaxError: Unexpected token \'u\', "undefined" is not valid JSON',
    ],
    java: [
      `com.fasterxml.jackson.databind.exc.MismatchedInputException: Cannot deserialize value of type \`java.lang.String\` from Object value (token \`JsonToken.START_OBJECT\`)`,
      `jakarta.validation.ConstraintViolationException: ${domain.verb}.${camel(field)}: must not be null`,
    ],
    go: [],
  };
  const plain: Record<Language, string[]> = {
    python: [],
    node: [],
    java: [],
    go: [
      `decode ${one}: json: cannot unmarshal object into Go struct field ${pascal(one)}.${field} of type string`,
      `insert ${one}: pq: null value in column "${field}" violates not-null constraint`,
    ],
  };
  return [
    ...traced[language].map((text) => ({ text, trace: true })),
    ...plain[language].map((text) => ({ text, trace: false })),
  ];
}
